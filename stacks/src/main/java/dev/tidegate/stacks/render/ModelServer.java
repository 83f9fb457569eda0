package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The model server, the same on instances and in pods. */
public final class ModelServer {
    public static final String IMAGE = "vllm/vllm-openai:v0.9.2";

    /** File of the server's middleware, which applies the header that limits {@code max_tokens}. */
    public static final String MIDDLEWARE = "shorter_answers.py";

    /** File of the middleware and program by which a replica leaves its fleet without cutting off a request. */
    public static final String WAY_OUT = "leaving.py";

    /** How long a leaving replica goes on serving, until every gateway has noticed: two failed health checks, or a poll of the list of pods. */
    public static final Duration HEARD = Duration.ofSeconds(20);

    /** Disk for the image, the weights and the server's own files. */
    public static final int DISK_GIGABYTES = 300;

    private ModelServer() {}

    /** Model names of a fleet: its own first, which appears in responses and metrics, then those of fleets that it may replace. */
    public static List<String> names(FleetSettings fleet, List<FleetSettings> fleets) {
        return Stream.concat(
                        Stream.of(fleet.name()),
                        fleets.stream()
                                .filter(other -> other.smaller().equals(Optional.of(fleet.name())))
                                .map(FleetSettings::name))
                .toList();
    }
}
