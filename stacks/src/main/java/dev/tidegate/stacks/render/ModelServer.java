package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What serves a fleet's model, be its replicas instances or pods. */
public final class ModelServer {
    public static final String IMAGE = "vllm/vllm-openai:v0.9.2";

    /** Says {@code max_tokens} of a header to the server, as a file of its middleware. */
    public static final String MIDDLEWARE = "shorter_answers.py";

    /** What is held of disk for image, weights and what the server writes. */
    public static final int DISK_GIGABYTES = 300;

    private ModelServer() {}

    /** What clients may ask a fleet for: the first is the one that answers and metrics bear, the others those that it may stand in for. */
    public static List<String> names(FleetSettings fleet, List<FleetSettings> fleets) {
        return Stream.concat(
                        Stream.of(fleet.name()),
                        fleets.stream()
                                .filter(other -> other.smaller().equals(Optional.of(fleet.name())))
                                .map(FleetSettings::name))
                .toList();
    }
}
