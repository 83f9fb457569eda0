package dev.tidegate.runbooks.tier;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Measures of overload at one moment; an unknown measure is absent.
 *
 * @param busyShare share of demand that was turned away, 0 to 1
 * @param shortfall share of the needed capacity that cannot be provided in time, 0 to 1
 */
public record Evidence(OptionalDouble busyShare, OptionalDouble shortfall) {

    public Evidence {
        check("busyShare", busyShare);
        check("shortfall", shortfall);
    }

    public static Evidence of(double busyShare, double shortfall) {
        return new Evidence(OptionalDouble.of(busyShare), OptionalDouble.of(shortfall));
    }

    public static Evidence missing() {
        return new Evidence(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Whether nothing at all is known. */
    public boolean isMissing() {
        return busyShare.isEmpty() && shortfall.isEmpty();
    }

    /** For people, as in {@code 0.4 % turned away, 70.0 % out of reach}. */
    @Override
    public String toString() {
        return percent(busyShare) + " turned away, " + percent(shortfall) + " out of reach";
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent()
                ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
                : "unknown";
    }

    private static void check(String name, OptionalDouble share) {
        if (share.isPresent() && !(share.getAsDouble() >= 0 && share.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    name + " must be a share from 0 to 1, was " + share.getAsDouble());
        }
    }
}
