package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Saturation;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.shadow.ShadowDecision;
import dev.tidegate.autoscaler.shadow.ShadowFleets;
import dev.tidegate.autoscaler.shadow.ShadowSettings;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Prices;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a planner knows: demand slot by slot, on shadow fleets once a replica's throughput is known, and what launches and
 * saturation have taught. Not thread-safe.
 */
final class PlannerMemory {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FORGOTTEN =
            Duration.ofDays(28); // after such a silence what was before says nothing any more
    private static final int TRUSTED_AFTER_GAP =
            3; // slots: the first ones after a gap are often cut short

    private final PlannerSettings settings;
    private final Saturation saturation = new Saturation();
    private final FleetLearning watch;
    private final ScaleUpEffect effect = new ScaleUpEffect();
    private final TrailingRegret trailingRegret;
    private Optional<Throughput> throughput;
    private Optional<ShadowFleets> shadows;
    private Instant next = Instant.MIN; // start of the first slot that is not taken in yet
    private OptionalDouble newest = OptionalDouble.empty();
    private int sinceGap = TRUSTED_AFTER_GAP;
    private OptionalDouble lastQueued = OptionalDouble.empty();
    private boolean comparing;

    PlannerMemory(PlannerSettings settings) {
        this.settings = settings;
        watch = new FleetLearning(settings.lead(), settings.step());
        trailingRegret = new TrailingRegret((double) DAY.toMillis() / settings.step().toMillis());
        throughput = settings.perReplica();
        shadows = shadows(settings.lead());
    }

    private Optional<ShadowFleets> shadows(LeadTime lead) {
        return throughput.map(known -> new ShadowFleets(shadowSettings(lead), watch.disruptions()));
    }

    private ShadowSettings shadowSettings(LeadTime lead) {
        return new ShadowSettings(
                settings.step(),
                lead,
                settings.objective().longestWait(),
                settings.objective().busy(),
                settings.foresight(),
                settings.events(),
                price());
    }

    /** What the configured prices make of turning work away; empty where the objective decides. */
    private OptionalDouble price() {
        Optional<Prices> prices = settings.objective().prices();
        return prices.isPresent() && throughput.isPresent()
                ? OptionalDouble.of(prices.get().ofTurningAway(throughput.get()))
                : OptionalDouble.empty();
    }

    /** Takes in a slot; the slots between it and the last one are missing, and a rate below zero is none. */
    void slot(Instant start, OptionalDouble rate) {
        if (start.isBefore(next)) {
            throw new IllegalArgumentException("slot " + start + " was already observed");
        }
        if (!next.equals(Instant.MIN)) {
            if (Duration.between(next, start).compareTo(FORGOTTEN) > 0) {
                begin();
                newest = OptionalDouble.empty();
                sinceGap = 0;
                next = start;
            }
            for (; next.isBefore(start); next = next.plus(settings.step())) {
                add(OptionalDouble.empty());
            }
        }
        next = start;
        add(rate.isPresent() && rate.getAsDouble() >= 0 ? rate : OptionalDouble.empty());
        next = start.plus(settings.step());
    }

    private void add(OptionalDouble rate) {
        sinceGap = rate.isPresent() ? Math.min(TRUSTED_AFTER_GAP, sinceGap + 1) : 0;
        if (rate.isPresent()) {
            newest = rate;
        }
        if (throughput.isPresent() && newest.isPresent()) {
            show(next, rate);
        }
    }

    private void show(Instant start, OptionalDouble rate) {
        double unit = throughput.orElseThrow().unitsPerSecond();
        OptionalDouble demand =
                rate.isPresent()
                        ? OptionalDouble.of(rate.getAsDouble() / unit)
                        : OptionalDouble.empty();
        shadows.ifPresent(all -> all.observe(start, demand));
    }

    /** Whether a slot that begins then is news. */
    boolean isNew(Instant start) {
        return !start.isBefore(next);
    }

    /** Start of the newest slot that has ended by now, on the grid that the slots came on. */
    Instant newestEnded(Instant now) {
        long step = settings.step().toMillis();
        long anchor = next.equals(Instant.MIN) ? 0 : next.toEpochMilli();
        long steps = Math.floorDiv(now.toEpochMilli() - anchor, step);
        return Instant.ofEpochMilli(anchor + (steps - 1) * step);
    }

    /** What arrived in the newest slot, with what was turned away and what waits for longer since the slot before. */
    OptionalDouble arrived(Situation situation) {
        OptionalDouble seen = situation.demand().value();
        if (seen.isPresent()
                && throughput.isPresent()
                && situation.fleet() instanceof FleetView fleet) {
            return OptionalDouble.of(
                    UncensoredDemand.of(
                            seen.getAsDouble(),
                            situation.turnedAway().orElse(0),
                            queueGrowth(situation),
                            throughput.get().of(Replicas.of(fleet.ready()))));
        }
        return seen;
    }

    private double queueGrowth(Situation situation) {
        if (situation.queued().isEmpty() || lastQueued.isEmpty()) {
            return 0; // what waits may have waited for long
        }
        double more = situation.queued().getAsDouble() - lastQueued.getAsDouble();
        return more * 1000 / settings.step().toMillis();
    }

    /** Learns how long launches take, and what is lost. */
    void look(FleetView fleet) {
        watch.look(fleet);
        shadows = shadows.map(known -> known.withLead(lead()));
    }

    /** Goes on from what was learned before, when nothing has been shown yet. */
    void resume(PlannerHandover before, Duration since) {
        watch.resume(before, since);
        begin();
    }

    /** The clock was set forward, by now. */
    void setAhead(Instant now, Duration ahead) {
        watch.setAhead(now, ahead);
    }

    /** What was learned so far, if anything was. */
    Optional<PlannerHandover> experience() {
        return watch.experience();
    }

    /** Whether replicas that are wanted are lost now. */
    boolean disrupted() {
        return watch.disruptions().part() > 0;
    }

    /** Learns from what was left over in the newest slot. */
    void learn(FleetView fleet, Situation situation) {
        double away = situation.turnedAway().orElse(0);
        double growth = queueGrowth(situation);
        OptionalDouble demand = situation.demand().value();
        if (demand.isPresent() && (away > 0 || growth > 0)) {
            saturation.add(demand.getAsDouble(), away + growth, fleet.ready());
            learnThroughput(situation);
        }
        lastQueued = situation.queued().isPresent() ? situation.queued() : lastQueued;
        if (demand.isPresent() && throughput.isPresent()) {
            double needed = demand.getAsDouble() / throughput.get().unitsPerSecond();
            effect.see(needed, fleet.ready(), away > 0);
            trailingRegret.add(needed, fleet.total(), lead().steps(settings.step()));
        }
    }

    private void learnThroughput(Situation situation) {
        if (throughput.isEmpty() && saturation.throughput().isPresent()) {
            throughput = saturation.throughput();
            begin();
            // The newest slot came before these fleets, which want nothing until they see one.
            show(next.minus(settings.step()), arrived(situation));
        }
    }

    /** Puts fleets that have seen nothing in the place of those before. */
    private void begin() {
        shadows = shadows(lead());
        if (comparing) {
            compare();
        }
    }

    LeadTime lead() {
        return watch.lead();
    }

    boolean overdue() {
        return watch.overdue();
    }

    boolean ineffective() {
        return effect.ineffective();
    }

    Optional<Throughput> throughput() {
        return throughput;
    }

    boolean throughputLearned() {
        return settings.perReplica().isEmpty() && throughput.isPresent();
    }

    OptionalDouble newest() {
        return newest;
    }

    /** Whether the newest slots follow a gap too closely to give anything back on them. */
    boolean afterGap() {
        return sinceGap < TRUSTED_AFTER_GAP;
    }

    /**
     * What to follow; empty before the first known demand or without a throughput.
     *
     * @param latest units a second within the slot that is not over yet
     */
    Optional<ShadowDecision> following(OptionalDouble latest) {
        if (newest.isEmpty() || shadows.isEmpty()) {
            return Optional.empty();
        }
        double unit = throughput.orElseThrow().unitsPerSecond();
        return Optional.of(
                latest.isPresent()
                        ? shadows.get().following(latest.getAsDouble() / unit)
                        : shadows.get().following());
    }

    /** Whether too little was seen to choose among policies. */
    boolean thin() {
        return shadows.map(ShadowFleets::thin).orElse(true);
    }

    /** Counts from the next slot on what each policy alone comes to. */
    void compare() {
        comparing = true;
        shadows.ifPresent(ShadowFleets::compare);
    }

    LearnedParameters lessons(Optional<ShadowDecision> following) {
        return new LearnedParameters(
                trailingRegret.regret(),
                shadows.map(ShadowFleets::coverage95).orElse(OptionalDouble.empty()),
                following.isPresent()
                        ? OptionalDouble.of(following.get().price())
                        : OptionalDouble.empty(),
                watch.launches(),
                effect.inVain(),
                watch.news());
    }

    List<PolicyScore> standings() {
        return shadows.map(ShadowFleets::standings).orElse(List.of());
    }
}
