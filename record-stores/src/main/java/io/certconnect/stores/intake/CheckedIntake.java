package io.certconnect.stores.intake;

import io.certconnect.stores.Change;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import org.apache.avro.specific.SpecificRecord;

/** What all intakes of the stores have in common: the key must be the record's, and values must be possible. */
abstract class CheckedIntake<A extends SpecificRecord> implements Intake<A, Change> {

    private static final Reading<Change> NOTHING = new Reading.Readable<>(new Change.Nothing());

    private final Class<A> type;
    private final String keyField;

    CheckedIntake(Class<A> type, String keyField) {
        this.type = type;
        this.keyField = keyField;
    }

    @Override
    public final Class<A> type() {
        return type;
    }

    @Override
    public final Reading<Change> read(String key, A event) {
        if (!key.equals(keyOf(event))) {
            return new Reading.Unreadable<>(DeadLetterReason.WRONG_KEY, "the key is not the record's " + keyField);
        }
        try {
            return read(event);
        } catch (MalformedRecordException malformed) {
            return new Reading.Unreadable<>(DeadLetterReason.MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    /** What the key must be. */
    abstract String keyOf(A event);

    abstract Reading<Change> read(A event) throws MalformedRecordException;

    static Reading<Change> change(Change change) {
        return new Reading.Readable<>(change);
    }

    static Reading<Change> nothing() {
        return NOTHING;
    }
}
