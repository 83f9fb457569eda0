package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The AWS API emulator moto: any access key is good, everything it holds is in memory. */
public final class MotoServer extends Server {
    private MotoServer() {
        super(Component.MOTO, Ports.free());
    }

    public static MotoServer start() {
        MotoServer server = new MotoServer();
        server.launch();
        return server;
    }

    /** The endpoint of all services, for {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://" + address());
    }

    /** Forgets everything, in milliseconds instead of a restart's seconds. */
    public void reset() {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint().resolve("/moto-api/reset"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            int status =
                    HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            if (status != 200) {
                throw new IllegalStateException("reset answered " + status + "\n" + logTail());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during reset", e);
        }
    }

    @Override
    protected List<String> arguments() {
        return List.of("-H", "127.0.0.1", "-p", Integer.toString(port()));
    }

    @Override
    protected List<String> command() {
        List<String> command =
                new ArrayList<>(List.of(Component.MOTO.program().toString(), "-m", "moto.server"));
        command.addAll(arguments());
        return command;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "PYTHONUNBUFFERED",
                "1");
    }

    @Override
    public boolean isReady() {
        return answersOk(endpoint() + "/moto-api/");
    }
}
