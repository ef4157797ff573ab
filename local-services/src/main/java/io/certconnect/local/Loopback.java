package io.certconnect.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine that nobody outside reaches. */
public final class Loopback {

    private Loopback() {}

    /** The wanted port, or one that is free at this moment if 0 is wanted. */
    static int port(int wanted) {
        if (wanted != 0) {
            return wanted;
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LocalServiceException("No free port on loopback", e);
        }
    }

    /**
     * @param option the one that chooses another port, for the message
     * @throws PortTakenException if something listens there
     */
    public static void requireFree(int port, String service, String option) {
        if (!isFree(port)) {
            throw new PortTakenException(service, port, option);
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // Else the closed connections of a server that has just stopped would look like a server.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
