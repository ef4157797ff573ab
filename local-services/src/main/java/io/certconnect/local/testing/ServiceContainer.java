package io.certconnect.local.testing;

import io.certconnect.local.LocalServiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A container that can be away for a while: stopped and started again it is the same one, with its files, on the same
 * port. Testcontainers' own stop throws it away, and an ordinary mapped port would be another one afterwards.
 */
final class ServiceContainer extends GenericContainer<ServiceContainer> {

    private static final int STOP_SECONDS = 20;

    private final int port;

    /** @param inside the port that the service listens on in the container */
    ServiceContainer(String image, int inside) {
        super(DockerImageName.parse(image));
        this.port = freePort();
        addFixedExposedPort(port, inside);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LocalServiceException("No port is free", e);
        }
    }

    /** Where clients find it; known before it is started, for a service that has to tell them. */
    String address() {
        return DockerClientFactory.instance().dockerHostIpAddress() + ":" + port;
    }

    /** As an outage would: clients are cut off. Does nothing if it does not run. */
    void halt() {
        if (isRunning()) {
            getDockerClient()
                    .stopContainerCmd(getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
        }
    }

    /** Starts again what {@link #halt} stopped, and waits until it is ready. Does nothing if it runs. */
    void resume() {
        if (!isRunning()) {
            getDockerClient().startContainerCmd(getContainerId()).exec();
            getWaitStrategy().waitUntilReady(this);
        }
    }
}
