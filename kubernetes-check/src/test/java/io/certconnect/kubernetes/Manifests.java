package io.certconnect.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** What is in {@code deploy/kubernetes}, as a cluster would get it. */
final class Manifests {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    static final Path FOLDER = REPOSITORY.resolve("deploy/kubernetes");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final long LIMIT_SECONDS = 30;

    private Manifests() {}

    /** The resources of an overlay. Skips the test where there is no kubectl, which has kustomize in it. */
    static List<JsonNode> of(String overlay) {
        Assumptions.assumeTrue(hasKubectl(), "needs kubectl");
        return resources(run("kubectl", "kustomize", FOLDER.resolve(overlay).toString()));
    }

    /** The one resource that {@code prometheus-rule} prints. */
    static JsonNode prometheusRule(String expected) {
        return resources(run(
                        FOLDER.resolve("prometheus-rule").toString(),
                        FOLDER.resolve(expected).toString()))
                .getFirst();
    }

    static JsonNode resource(List<JsonNode> resources, String kind, String name) {
        return resources.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .filter(one -> nameOf(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    static List<JsonNode> ofKind(List<JsonNode> resources, String kind) {
        return resources.stream()
                .filter(one -> one.path("kind").asText().equals(kind))
                .toList();
    }

    static String nameOf(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    /** A file of the repository. */
    static JsonNode yaml(String path) {
        try {
            return YAML.readTree(Files.readString(REPOSITORY.resolve(path)));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** All that is in a file of the repository. */
    static List<JsonNode> documents(String path) {
        try {
            return resources(Files.readString(REPOSITORY.resolve(path)));
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static List<JsonNode> resources(String yaml) {
        try {
            List<JsonNode> found = new ArrayList<>();
            YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(found::add);
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasKubectl() {
        try {
            return new ProcessBuilder("kubectl", "version", "--client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(String... command) {
        try {
            Path output = Files.createTempFile("kubernetes-check", ".yaml");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + printed);
            }
            return printed;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(String.join(" ", command), e);
        }
    }
}
