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
import io.certconnect.v1.LearnActivityRecorded;
import java.util.Objects;

/**
 * What learners completed. A line without an activityId gets one that follows from its content, so that sending the
 * file again records nothing new; a line that corrects an activity names it.
 */
final class ActivityLines implements LineFormat {

    private static final String ACTIVITY_ID = "activityId";
    private static final String NOT_YET = "not yet";

    @Override
    public Topic topic() {
        return Topic.LEARN_ACTIVITY;
    }

    @Override
    public String noun() {
        return "Learn activities";
    }

    @Override
    public String describe(Message message) {
        LearnActivityRecorded activity = (LearnActivityRecorded) Objects.requireNonNull(message.value());
        return "activity " + activity.getActivityId() + ", version " + activity.getVersion() + ", for Learn profile "
                + message.key();
    }

    @Override
    public Message read(ObjectNode json) throws BadLineException {
        boolean named = json.has(ACTIVITY_ID);
        json.putIfAbsent(ACTIVITY_ID, json.textNode(NOT_YET));
        json.putIfAbsent("version", json.numberNode(1));
        LearnActivityRecorded activity = JsonRecords.read(LearnActivityRecorded.class, json);
        Shape.require(activity);
        LearnActivityRecorded complete = named ? activity : withIdFromContent(activity);
        // The version tells corrections of one activity apart, also when a file is sent again.
        String id = complete.getActivityId() + "/" + complete.getVersion();
        return new Message(complete.getLearnProfileId(), complete, id, complete.getCompletedAt());
    }

    private static LearnActivityRecorded withIdFromContent(LearnActivityRecorded activity) {
        ArrayNode content = JsonNodeFactory.instance
                .arrayNode()
                .add(activity.getLearnProfileId())
                .add(activity.getKind().name())
                .add(activity.getCode())
                .add(activity.getTitle())
                .add(activity.getCompletedAt().toString());
        return LearnActivityRecorded.newBuilder(activity)
                .setActivityId(ContentId.of("certconnect activity", content).toString())
                .build();
    }
}
