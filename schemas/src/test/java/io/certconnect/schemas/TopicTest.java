package io.certconnect.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("rules")
class TopicTest {

    @Test
    void topicsAndGroupsAreNamedAsTheContractSays() {
        assertThat(Topic.values())
                .extracting(Topic::topicName)
                .containsExactly(
                        "certification.profiles.v1",
                        "certification.records.v1",
                        "learn.activity.v1",
                        "connect.requests.v1",
                        "connect.events.v1",
                        "merge.requests.v1",
                        "merge.events.v1");
        assertThat(ConsumerGroup.values())
                .extracting(ConsumerGroup::groupId)
                .containsExactly(
                        "connector-worker",
                        "connector-worker-directory",
                        "merge-worker",
                        "transcript-store",
                        "badge-store");
        assertThat(Topic.CONNECT_EVENTS.deadLetters()).isEqualTo("connect.events.v1-dlt");
        assertThat(Topic.CONNECT_EVENTS.subject()).isEqualTo("connect.events.v1-value");
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(Topic topic) {
        assertThat(Topic.named(topic.topicName())).contains(topic);
        assertThat(Topic.named(topic.deadLetters())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keyIsARequiredTextOfTheValue(Topic topic) {
        Schema.Field key = topic.valueSchema().getField(topic.keyField());

        assertThat(key).isNotNull();
        assertThat(key.schema().getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void onlyTheDirectoryIsCompacted() {
        assertThat(Arrays.stream(Topic.values()).filter(topic -> topic.cleanup() == Topic.Cleanup.COMPACT))
                .containsExactly(Topic.CERTIFICATION_PROFILES);
        assertThat(Topic.CERTIFICATION_PROFILES.config()).containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact");
    }

    @Test
    void whatStoresAreRebuiltFromStaysForEverAndRequestsDoNot() {
        assertThat(Topic.CONNECT_EVENTS.retention()).isEmpty();
        assertThat(Topic.CONNECT_EVENTS.config()).containsEntry(TopicConfig.RETENTION_MS_CONFIG, "-1");
        assertThat(Topic.CONNECT_REQUESTS.config()).containsEntry(TopicConfig.RETENTION_MS_CONFIG, "1209600000");
    }

    @ParameterizedTest
    @EnumSource
    void deadLettersAreDeletedByAgeNeverCompacted(Topic topic) {
        assertThat(topic.deadLetterConfig())
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "delete")
                .containsKey(TopicConfig.RETENTION_MS_CONFIG);
    }

    @ParameterizedTest
    @EnumSource
    void schemaSaysNothingThatOnlyJavaNeeds(Topic topic) {
        assertThat(topic.valueSchema().toString()).doesNotContain("avro.java");
    }

    @Test
    void nameAndEmailAndNothingElseAreMarkedAsPersonal() {
        Schema profile = Topic.CERTIFICATION_PROFILES.valueSchema();

        Set<String> personal = Set.of("legalName", "email");

        for (Schema.Field field : profile.getFields()) {
            assertThat(field.getObjectProp("personalData"))
                    .as(field.name())
                    .isEqualTo(personal.contains(field.name()) ? Boolean.TRUE : null);
        }
    }
}
