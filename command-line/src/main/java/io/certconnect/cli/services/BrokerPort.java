package io.certconnect.cli.services;

import io.certconnect.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.ConfigException;

/**
 * Whether anything listens where a broker should. Kafka's clients retry a refused connection until their time is up and
 * then speak of timeouts; to whoever forgot to start it, this tells at once.
 */
final class BrokerPort {

    private static final int LIMIT_MILLIS = 2_000;

    private BrokerPort() {}

    /** @throws CommandFailure if none of the servers accepts a connection */
    static void requireOpen(String bootstrap) {
        IOException refusal = new IOException("there is no address");
        for (InetSocketAddress address : addresses(bootstrap)) {
            try (Socket socket = new Socket()) {
                socket.connect(address, LIMIT_MILLIS);
                return;
            } catch (IOException e) {
                refusal = e;
            }
        }
        throw CommandFailure.unreachable(
                "Kafka at " + bootstrap + " (--bootstrap) cannot be reached: " + refusal.getMessage()
                        + ". Is the quickstart running?",
                refusal);
    }

    private static List<InetSocketAddress> addresses(String bootstrap) {
        try {
            return ClientUtils.parseAndValidateAddresses(List.of(bootstrap.split("\\s*,\\s*")), "use_all_dns_ips");
        } catch (ConfigException e) {
            throw CommandFailure.unreachable(
                    "Kafka's address " + bootstrap
                            + " (--bootstrap) is none, or its name is not known: expected host:port.",
                    e);
        }
    }
}
