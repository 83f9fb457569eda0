package dev.tidegate.stacks.settings.load;

import static dev.tidegate.stacks.settings.load.ValueForms.HOUR;
import static dev.tidegate.stacks.settings.load.ValueForms.SECOND;
import static dev.tidegate.stacks.settings.load.ValueForms.SLUG;
import static dev.tidegate.stacks.settings.load.ValueForms.closed;

import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GpuFamily;
import java.time.Duration;
import java.util.regex.Pattern;

/** The keys of a fleet, each with its form and its default. */
final class FleetReader {
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern WEIGHTS = Pattern.compile("s3://[a-z0-9.-]+(/[A-Za-z0-9_.-]+)+");
    private static final Pattern RESERVATION =
            Pattern.compile("cr-[0-9a-f]+|arn:aws[a-z-]*:resource-groups:.+");
    private static final Pattern UNIT = Pattern.compile("[a-z]{1,16}");
    private static final Pattern BUSY = Pattern.compile("([0-9]|[1-4][0-9])(\\.[0-9]{1,3})?%");

    /** Minute, hour, day of the month, month and day of the week, each a list of values, ranges and steps. */
    private static final Pattern CRON =
            Pattern.compile(
                    String.join(
                            " ",
                            times("[0-5]?[0-9]"),
                            times("[01]?[0-9]|2[0-3]"),
                            times("0?[1-9]|[12][0-9]|3[01]"),
                            times("0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"),
                            times("[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT")),
                    Pattern.CASE_INSENSITIVE);

    private FleetReader() {}

    static FleetSettings read(Section s) {
        FleetSettings fleet =
                new FleetSettings(
                        s.text("name", SLUG, "x", "write up to 12 lower-case letters and digits"),
                        s.choiceOr(
                                FleetSettings.Platform.INSTANCES,
                                "platform",
                                FleetSettings.Platform.class),
                        s.choice("family", GpuFamily.class),
                        s.integerOr(1, "gpus_per_replica", 1, 8),
                        s.textIfAny("smaller", SLUG, "x", "write the name of another fleet"),
                        bounds(s.section("bounds")),
                        purchase(s.section("purchase")),
                        s.sectionIfAny("warm", FleetReader::warm),
                        s.duration("model_load", SECOND, HOUR),
                        s.duration("longest_generation", SECOND, HOUR),
                        s.text(
                                "weights",
                                WEIGHTS,
                                "s3://x/x",
                                "write where the weights lie, without a slash at the end, such as"
                                        + " s3://models/chat/7b"),
                        serving(s.section("serving")),
                        s.sections("floors", 0, FleetReader::floor));
        // Refused with a reason instead of as unknown: users with large GPUs and a small model
        // look for it.
        s.textIfAny(
                "slices",
                NOTHING,
                "none",
                "a GPU cut into slices (MIG) is not provisioned: a process sees one slice, and the others would be counted and idle; remove it");
        return closed(s, fleet);
    }

    private static FleetSettings.Bounds bounds(Section s) {
        return closed(
                s, new FleetSettings.Bounds(s.integer("min", 1, 1000), s.integer("max", 1, 1000)));
    }

    private static FleetSettings.Warm warm(Section s) {
        return closed(
                s, new FleetSettings.Warm(s.integer("min", 1, 1000), s.integer("max", 1, 1000)));
    }

    private static FleetSettings.Purchase purchase(Section s) {
        return closed(
                s,
                new FleetSettings.Purchase(
                        s.integerOr(1, "on_demand_base", 0, 1000),
                        s.percentOr(0, "on_demand_share"),
                        s.sectionIfAny("reservation", FleetReader::reservation)));
    }

    private static FleetSettings.Reservation reservation(Section s) {
        return closed(
                s,
                new FleetSettings.Reservation(
                        s.choice("kind", FleetSettings.Reservation.Kind.class),
                        s.text(
                                "id",
                                RESERVATION,
                                "cr-0",
                                "write a reservation (cr-…) or a resource group's ARN")));
    }

    private static FleetSettings.Serving serving(Section s) {
        return closed(
                s,
                new FleetSettings.Serving(
                        s.integerOr(8000, "port", 1024, 65535),
                        s.integer("per_replica", 1, 10_000_000),
                        s.textOr("tokens", "unit", UNIT, "write what is counted, such as tokens"),
                        s.durationOr(Duration.ofMinutes(5), "lead_time", SECOND, HOUR),
                        s.textOr("0.1%", "busy", BUSY, "write a share below 50% such as 0.1%"),
                        s.durationOr(
                                Duration.ofSeconds(10), "wait", SECOND, Duration.ofMinutes(10))));
    }

    private static String times(String value) {
        String one = "(\\*|(" + value + ")(-(" + value + "))?)(/[1-9][0-9]?)?";
        return one + "(," + one + ")*";
    }

    private static FleetSettings.Floor floor(Section s) {
        return closed(
                s,
                new FleetSettings.Floor(
                        s.text("name", SLUG, "x", "write up to 12 lower-case letters and digits"),
                        s.text(
                                "cron",
                                CRON,
                                "0 0 * * *",
                                "write five cron fields such as 30 6 * * 1-5"),
                        s.integer("min", 1, 1000)));
    }
}
