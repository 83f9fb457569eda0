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

    private FleetReader() {}

    static FleetSettings read(Section s) {
        Section bounds = s.section("bounds");
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
                        closed(
                                bounds,
                                new FleetSettings.Bounds(
                                        bounds.integer("min", 1, 1000),
                                        bounds.integer("max", 1, 1000))),
                        purchase(s.section("purchase")),
                        s.sectionIfAny(
                                "warm",
                                w ->
                                        closed(
                                                w,
                                                new FleetSettings.Warm(
                                                        w.integer("min", 1, 1000),
                                                        w.integer("max", 1, 1000)))),
                        s.duration("model_load", SECOND, HOUR),
                        s.duration("longest_generation", SECOND, HOUR),
                        s.text(
                                "weights",
                                Pattern.compile("s3://[a-z0-9.-]+(/[A-Za-z0-9_.-]+)+"),
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

    private static FleetSettings.Purchase purchase(Section s) {
        return closed(
                s,
                new FleetSettings.Purchase(
                        s.integerOr(1, "on_demand_base", 0, 1000),
                        s.percentOr(0, "on_demand_share"),
                        s.sectionIfAny(
                                "reservation",
                                r ->
                                        closed(
                                                r,
                                                new FleetSettings.Reservation(
                                                        r.choice(
                                                                "kind",
                                                                FleetSettings.Reservation.Kind
                                                                        .class),
                                                        r.text(
                                                                "id",
                                                                Pattern.compile(
                                                                        "cr-[0-9a-f]+|arn:aws[a-z-]*:resource-groups:.+"),
                                                                "cr-0",
                                                                "write a reservation (cr-…) or a"
                                                                        + " resource group's ARN"))))));
    }

    private static FleetSettings.Serving serving(Section s) {
        return closed(
                s,
                new FleetSettings.Serving(
                        s.integerOr(8000, "port", 1024, 65535),
                        s.integer("per_replica", 1, 10_000_000),
                        s.textIfAny(
                                        "unit",
                                        Pattern.compile("[a-z]{1,16}"),
                                        "tokens",
                                        "write what is counted, such as tokens")
                                .orElse("tokens"),
                        s.durationOr(Duration.ofMinutes(5), "lead_time", SECOND, HOUR),
                        s.textIfAny(
                                        "busy",
                                        Pattern.compile("([0-9]|[1-4][0-9])(\\.[0-9]{1,3})?%"),
                                        "0.1%",
                                        "write a share below 50% such as 0.1%")
                                .orElse("0.1%"),
                        s.durationOr(
                                Duration.ofSeconds(10), "wait", SECOND, Duration.ofMinutes(10))));
    }

    private static FleetSettings.Floor floor(Section s) {
        return closed(
                s,
                new FleetSettings.Floor(
                        s.text("name", SLUG, "x", "write up to 12 lower-case letters and digits"),
                        s.text(
                                "cron",
                                Pattern.compile("([0-9*/,-]+ ){4}[0-9A-Za-z*/,-]+"),
                                "0 0 * * *",
                                "write five cron fields"),
                        s.integer("min", 1, 1000)));
    }
}
