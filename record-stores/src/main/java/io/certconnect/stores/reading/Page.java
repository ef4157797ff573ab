package io.certconnect.stores.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowMapper;

/**
 * Some entries of one learner, newest first.
 *
 * @param next the place after which the next page begins; null: this is the last page
 */
public record Page<E, P>(List<E> entries, @Nullable P next) {

    public Page {
        entries = List.copyOf(entries);
    }

    public static <E, P> Page<E, P> empty() {
        return new Page<>(List.of(), null);
    }

    /**
     * Reads rows that begin with {@code learner}, whether the store knows the learner: always a row, without an entry if
     * there is none. The statement asks for one entry more than the page holds, to see whether that is the last.
     */
    static <E, P> ResultSetExtractor<Optional<Page<E, P>>> read(int limit, RowMapper<E> mapper, Function<E, P> place) {
        return rows -> {
            List<E> entries = new ArrayList<>();
            while (rows.next()) {
                if (!rows.getBoolean("learner")) {
                    return Optional.empty();
                }
                if (rows.getString("title") != null) {
                    entries.add(mapper.mapRow(rows, entries.size()));
                }
            }
            if (entries.size() <= limit) {
                return Optional.of(new Page<>(entries, null));
            }
            List<E> page = entries.subList(0, limit);
            return Optional.of(new Page<>(page, place.apply(page.getLast())));
        };
    }
}
