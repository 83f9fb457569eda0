package dev.tidegate.autoscaler.cli.operate;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.BoundsSettings;
import dev.tidegate.autoscaler.situation.FloorOverride;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The mutually exclusive options of an override. */
final class OverrideOptions {

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

    /** Whether all overrides are to be removed, and none is added. */
    boolean clears() {
        return clear;
    }

    FloorOverride toOverride(Instant expires) {
        if (freeze) {
            return new FloorOverride.Freeze(expires);
        }
        if (pin.isPresent()) {
            return new FloorOverride.Pin(pin.get(), expires);
        }
        return floor.<FloorOverride>map(least -> new FloorOverride.Floor(least, expires))
                .orElseGet(() -> new FloorOverride.Ceiling(ceiling.orElseThrow(), expires));
    }

    /** A warning if the bounds, which are applied after overrides, keep the plan from following this one. */
    Optional<String> outsideBounds(BoundsSettings bounds) {
        Optional<Integer> replicas = pin.or(() -> floor).or(() -> ceiling).map(Replicas::count);
        if (replicas.filter(count -> count > bounds.max()).isPresent() && ceiling.isEmpty()) {
            return Optional.of("bounds.max is " + bounds.max() + ": no plan goes above it.");
        }
        if (replicas.filter(count -> count < bounds.min()).isPresent()) {
            return Optional.of("bounds.min is " + bounds.min() + ": no plan goes below it.");
        }
        return Optional.empty();
    }
}
