package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.BoundsSettings;
import dev.tidegate.autoscaler.situation.FloorOverride;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What an operator says about a floor; one word at a time. */
final class OverrideWord {

    private static final class Count implements ITypeConverter<Replicas> {
        @Override
        public Replicas convert(String text) {
            try {
                return Replicas.of(Integer.parseInt(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "expected a whole number of 0 or more, found '" + text + "'");
            }
        }
    }

    @Option(
            names = "--pin",
            paramLabel = "N",
            converter = Count.class,
            description = "Exactly N replicas.")
    private Optional<Replicas> pin = Optional.empty();

    @Option(
            names = "--floor",
            paramLabel = "N",
            converter = Count.class,
            description = "At least N replicas.")
    private Optional<Replicas> floor = Optional.empty();

    @Option(
            names = "--ceiling",
            paramLabel = "N",
            converter = Count.class,
            description = "At most N replicas.")
    private Optional<Replicas> ceiling = Optional.empty();

    @Option(names = "--freeze", description = "No change of the floor.")
    private boolean freeze;

    @Option(names = "--clear", description = "Ends all overrides of the workload.")
    private boolean clear;

    /** Whether it ends what was said before, and says nothing itself. */
    boolean clears() {
        return clear;
    }

    FloorOverride until(Instant expires) {
        if (freeze) {
            return new FloorOverride.Freeze(expires);
        }
        if (pin.isPresent()) {
            return new FloorOverride.Pin(pin.get(), expires);
        }
        return floor.<FloorOverride>map(least -> new FloorOverride.Floor(least, expires))
                .orElseGet(() -> new FloorOverride.Ceiling(ceiling.orElseThrow(), expires));
    }

    /** Where the bounds, which are heeded after every override, keep the plan from what was said. */
    Optional<String> beyond(BoundsSettings bounds) {
        Optional<Integer> said = pin.or(() -> floor).or(() -> ceiling).map(Replicas::count);
        if (said.filter(count -> count > bounds.max()).isPresent() && ceiling.isEmpty()) {
            return Optional.of("bounds.max is " + bounds.max() + ": no plan goes above it.");
        }
        if (said.filter(count -> count < bounds.min()).isPresent()) {
            return Optional.of("bounds.min is " + bounds.min() + ": no plan goes below it.");
        }
        return Optional.empty();
    }
}
