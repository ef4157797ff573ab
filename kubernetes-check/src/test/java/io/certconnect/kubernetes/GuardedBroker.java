package io.certconnect.kubernetes;

import io.certconnect.local.Broker;
import io.certconnect.local.LocalBroker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * A broker that lets in whom it knows, and lets them do what Kafka's own authorizer allows, as Strimzi's does with
 * {@code authorization: simple}. In a cluster users come with a certificate; here, on loopback, with a password, by which
 * the authorizer knows them as well.
 */
final class GuardedBroker implements Broker {

    /** May do anything, as the broker itself may; ANONYMOUS is the broker where it talks to its controller. */
    private static final String ADMINISTRATOR = "administrator";

    private static final String SUPER_USERS = "User:" + ADMINISTRATOR + ";User:ANONYMOUS";
    private static final String PROTOCOL = "SASL_PLAINTEXT";
    private static final String MECHANISM = "PLAIN";

    private final LocalBroker broker;

    private GuardedBroker(LocalBroker broker) {
        this.broker = broker;
    }

    /** @param users that are let in; what they may do is to be granted */
    static GuardedBroker start(Collection<String> users) {
        StringBuilder known = new StringBuilder(login(ADMINISTRATOR)).append(password(ADMINISTRATOR));
        users.forEach(user -> known.append(password(user)));
        String clients = LocalBroker.CLIENTS;
        Map<String, String> settings = Map.ofEntries(
                Map.entry("listener.security.protocol.map", clients + ":" + PROTOCOL + ",CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", MECHANISM),
                Map.entry("sasl.mechanism.inter.broker.protocol", MECHANISM),
                Map.entry("listener.name." + clients.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config", known + ";"),
                Map.entry("authorizer.class.name", RecordingAuthorizer.class.getName()),
                Map.entry("super.users", SUPER_USERS),
                Map.entry("allow.everyone.if.no.acl.found", "false"));
        return new GuardedBroker(LocalBroker.start(new LocalBroker.Settings(null, 0, settings)));
    }

    private static String login(String user) {
        return PlainLoginModule.class.getName() + " required username=\"" + user + "\" password=\"" + user
                + "-secret\"";
    }

    private static String password(String user) {
        return " user_" + user + "=\"" + user + "-secret\"";
    }

    /** How a client says that it is this user: Kafka's properties, without the address. */
    Map<String, String> identity(String user) {
        return Map.of(
                "security.protocol", PROTOCOL,
                "sasl.mechanism", MECHANISM,
                "sasl.jaas.config", login(user) + ";");
    }

    /** Settings of a client that is this user. */
    Map<String, Object> client(String user) {
        Map<String, Object> client = new HashMap<>(identity(user));
        client.put("bootstrap.servers", bootstrapServers());
        return client;
    }

    @Override
    public Map<String, Object> administrator() {
        return client(ADMINISTRATOR);
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
