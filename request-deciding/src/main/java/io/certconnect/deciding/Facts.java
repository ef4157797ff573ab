package io.certconnect.deciding;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a rule saw, as JSON. */
final class Facts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Facts() {}

    static String json(Map<String, Object> facts) {
        return JSON.writeValueAsString(facts);
    }
}
