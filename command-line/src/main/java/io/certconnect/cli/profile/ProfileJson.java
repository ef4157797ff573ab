package io.certconnect.cli.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.profile.ShownProfile.Connected;
import io.certconnect.cli.profile.ShownProfile.Decided;
import io.certconnect.cli.profile.ShownProfile.Member;

/** A profile for programs: one object, without the fields that there is nothing for. */
final class ProfileJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProfileJson() {}

    static String of(ShownProfile profile) {
        ObjectNode json = JSON.createObjectNode()
                .put("certificationProfileId", profile.id())
                .put("status", profile.status())
                .put("erased", profile.erased());
        json.put("accountId", profile.accountId())
                .put("version", profile.version())
                .put("updatedAt", profile.updatedAt().toString())
                .put("mergedInto", profile.mergedInto())
                .put("rootId", profile.root());
        Connected connection = profile.connection();
        if (connection != null) {
            json.putObject("connection")
                    .put("learnProfileId", connection.learnProfileId())
                    .put("connectedAt", connection.since().toString())
                    .put("requestId", connection.requestId().toString());
        }
        json.put("members", profile.members());
        profile.tree().forEach(member -> json.withArrayProperty("tree").add(node(member)));
        json.put("decisions", profile.decisions());
        json.putArray("history");
        profile.history().forEach(decided -> json.withArrayProperty("history").add(node(decided)));
        return withoutNulls(json).toString();
    }

    private static ObjectNode node(Member member) {
        return withoutNulls(JSON.createObjectNode()
                .put("certificationProfileId", member.id())
                .put("mergedInto", member.mergedInto())
                .put("status", member.status()));
    }

    private static ObjectNode node(Decided decided) {
        return withoutNulls(JSON.createObjectNode()
                .put("requestId", decided.requestId().toString())
                .put("kind", decided.kind())
                .put("decidedAt", decided.at().toString())
                .put("outcome", decided.outcome())
                .put("action", decided.action())
                .put("otherProfileId", decided.other())
                .put("requestedBy", decided.requestedBy())
                .put("ticket", decided.ticket()));
    }

    private static ObjectNode withoutNulls(ObjectNode json) {
        json.properties().removeIf(field -> field.getValue().isNull());
        return json;
    }
}
