package io.certconnect.cli.send;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.ContentId;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Message;
import io.certconnect.cli.lines.Shape;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.Account;
import io.certconnect.v1.ConnectRequested;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * Connection requests. A line without a requestId gets one that follows from its content, so that sending the file again
 * asks for nothing new; a line that is to ask anew names its own.
 */
final class ConnectLines implements LineFormat {

    private static final String REQUEST_ID = "requestId";
    private static final String NOT_YET = new UUID(0, 0).toString();
    private static final int MOST_ACCOUNTS = 16;

    private final Clock clock;

    ConnectLines(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CONNECT_REQUESTS;
    }

    @Override
    public String noun() {
        return "connection requests";
    }

    @Override
    public String describe(Message message) {
        return "request " + message.id() + " for Learn profile " + message.key();
    }

    @Override
    public Message read(ObjectNode json) throws BadLineException {
        boolean named = json.has(REQUEST_ID);
        json.putIfAbsent(REQUEST_ID, json.textNode(NOT_YET));
        json.putIfAbsent("requestedAt", json.textNode(clock.instant().toString()));
        ConnectRequested request = JsonRecords.read(ConnectRequested.class, json);
        Shape.require(request);
        requireNumber(request.getAccounts());
        UUID id = named ? request.getRequestId() : idFromContent(request);
        ConnectRequested complete = new ConnectRequested(
                id,
                request.getLearnProfileId(),
                request.getAccounts(),
                request.getCertificationProfileId(),
                request.getRequestedAt());
        return new Message(complete.getLearnProfileId(), complete, id.toString(), complete.getRequestedAt());
    }

    private static void requireNumber(List<Account> accounts) throws BadLineException {
        if (accounts.isEmpty()) {
            throw new BadLineException("accounts: at least one is needed");
        }
        if (accounts.size() > MOST_ACCOUNTS) {
            throw new BadLineException("accounts: " + accounts.size() + " are too many; at most " + MOST_ACCOUNTS);
        }
    }

    private static UUID idFromContent(ConnectRequested request) {
        ArrayNode content = JsonNodeFactory.instance.arrayNode();
        content.add(request.getLearnProfileId()).add(request.getCertificationProfileId());
        for (Account account : request.getAccounts()) {
            content.add(account.getAccountId()).add(account.getKind().name());
        }
        return ContentId.of("certconnect request", content);
    }
}
