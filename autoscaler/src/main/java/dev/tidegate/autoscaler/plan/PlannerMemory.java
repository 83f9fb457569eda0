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
 * The state of a planner: demand slot by slot, fed to shadow fleets once a replica's throughput is known, and what was
 * learned from launches and saturation. Not thread-safe.
 */
final class PlannerMemory {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MAX_SILENCE = Duration.ofDays(28); // after it, start anew
    // Slots: the first ones after a gap are often incomplete.
    private static final int TRUSTED_AFTER_GAP = 3;

    private final PlannerSettings settings;
    private final Saturation saturation = new Saturation();
    private final FleetLearning fleetLearning;
    private final ScaleUpEffect scaleUpEffect = new ScaleUpEffect();
    private final TrailingRegret trailingRegret;
    private Optional<Throughput> throughput;
    private Optional<ShadowFleets> shadows;
    private Instant next = Instant.MIN; // start of the first slot not yet added
    private OptionalDouble newest = OptionalDouble.empty();
    private int sinceGap = TRUSTED_AFTER_GAP;
    private OptionalDouble lastQueued = OptionalDouble.empty();
    private boolean scoringPolicies;

    PlannerMemory(PlannerSettings settings) {
        this.settings = settings;
        fleetLearning = new FleetLearning(settings.lead(), settings.step());
        trailingRegret = new TrailingRegret((double) DAY.toMillis() / settings.step().toMillis());
        throughput = settings.perReplica();
        shadows = shadows(settings.lead());
    }

    private Optional<ShadowFleets> shadows(LeadTime lead) {
        return throughput.map(
                known -> new ShadowFleets(shadowSettings(lead), fleetLearning.disruptions()));
    }

    private ShadowSettings shadowSettings(LeadTime lead) {
        return new ShadowSettings(
                settings.step(),
                lead,
                settings.objective().longestWait(),
                settings.objective().busy(),
                settings.forecasting(),
                settings.events(),
                price());
    }

    /** The price of turning work away that the configured prices imply; empty if the objective decides. */
    private OptionalDouble price() {
        Optional<Prices> prices = settings.objective().prices();
        return prices.isPresent() && throughput.isPresent()
                ? OptionalDouble.of(prices.get().turnedAwayRatio(throughput.get()))
                : OptionalDouble.empty();
    }

    /** Adds a slot; skipped slots count as missing, and so does a negative rate. */
    void addSlot(Instant start, OptionalDouble rate) {
        if (start.isBefore(next)) {
            throw new IllegalArgumentException("slot " + start + " was already observed");
        }
        if (!next.equals(Instant.MIN)) {
            if (Duration.between(next, start).compareTo(MAX_SILENCE) > 0) {
                restartShadows();
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
            observeShadows(next, rate);
        }
    }

    private void observeShadows(Instant start, OptionalDouble rate) {
        double perReplica = throughput.orElseThrow().unitsPerSecond();
        OptionalDouble demand =
                rate.isPresent()
                        ? OptionalDouble.of(rate.getAsDouble() / perReplica)
                        : OptionalDouble.empty();
        shadows.ifPresent(all -> all.observe(start, demand));
    }

    /** Whether the slot that starts at {@code start} is new. */
    boolean isNew(Instant start) {
        return !start.isBefore(next);
    }

    /** Start of the newest slot that has ended by {@code now}, on the grid of the earlier slots. */
    Instant latestFinishedSlot(Instant now) {
        long step = settings.step().toMillis();
        long anchor = next.equals(Instant.MIN) ? 0 : next.toEpochMilli();
        long steps = Math.floorDiv(now.toEpochMilli() - anchor, step);
        return Instant.ofEpochMilli(anchor + (steps - 1) * step);
    }

    /** Demand of the newest slot including the work turned away and the growth of the queue. */
    OptionalDouble uncensoredDemand(Situation situation) {
        OptionalDouble measured = situation.demand().value();
        if (measured.isPresent()
                && throughput.isPresent()
                && situation.fleet() instanceof FleetView fleet) {
            return OptionalDouble.of(
                    UncensoredDemand.of(
                            measured.getAsDouble(),
                            situation.turnedAway().orElse(0),
                            queueGrowth(situation),
                            throughput.get().of(Replicas.of(fleet.ready()))));
        }
        return measured;
    }

    private double queueGrowth(Situation situation) {
        if (situation.queued().isEmpty() || lastQueued.isEmpty()) {
            return 0; // the queue may be an old one
        }
        double growth = situation.queued().getAsDouble() - lastQueued.getAsDouble();
        return growth * 1000 / settings.step().toMillis();
    }

    /** Learns launch times and losses. */
    void observeFleet(FleetView fleet) {
        fleetLearning.observe(fleet);
        shadows = shadows.map(known -> known.withLead(lead()));
    }

    /** Resumes from an earlier planner, before any observation. */
    void resume(PlannerHandover earlier, Duration since) {
        fleetLearning.resume(earlier, since);
        restartShadows();
    }

    /** Handles a clock that was set forward by {@code ahead}, to {@code now}. */
    void setAhead(Instant now, Duration ahead) {
        fleetLearning.setAhead(now, ahead);
    }

    /** What the next planner should know, if anything was learned. */
    Optional<PlannerHandover> handover() {
        return fleetLearning.handover();
    }

    /** Whether wanted replicas are lost now. */
    boolean isDisrupted() {
        return fleetLearning.disruptions().lostShare() > 0;
    }

    /** Learns from the work that was not served in the newest slot. */
    void learn(FleetView fleet, Situation situation) {
        double turnedAway = situation.turnedAway().orElse(0);
        double growth = queueGrowth(situation);
        OptionalDouble demand = situation.demand().value();
        if (demand.isPresent() && (turnedAway > 0 || growth > 0)) {
            saturation.add(demand.getAsDouble(), turnedAway + growth, fleet.ready());
            learnThroughput(situation);
        }
        lastQueued = situation.queued().isPresent() ? situation.queued() : lastQueued;
        if (demand.isPresent() && throughput.isPresent()) {
            double needed = demand.getAsDouble() / throughput.get().unitsPerSecond();
            scaleUpEffect.observe(needed, fleet.ready(), turnedAway > 0);
            trailingRegret.add(needed, fleet.total(), lead().steps(settings.step()));
        }
    }

    private void learnThroughput(Situation situation) {
        if (throughput.isEmpty() && saturation.throughput().isPresent()) {
            throughput = saturation.throughput();
            restartShadows();
            // The new fleets want nothing until they observe a slot: feed them the newest one.
            observeShadows(next.minus(settings.step()), uncensoredDemand(situation));
        }
    }

    /** Replaces the shadow fleets by new ones. */
    private void restartShadows() {
        shadows = shadows(lead());
        if (scoringPolicies) {
            scorePolicies();
        }
    }

    LeadTime lead() {
        return fleetLearning.lead();
    }

    boolean isOverdue() {
        return fleetLearning.overdue();
    }

    boolean isIneffective() {
        return scaleUpEffect.isIneffective();
    }

    Optional<Throughput> throughput() {
        return throughput;
    }

    boolean isThroughputLearned() {
        return settings.perReplica().isEmpty() && throughput.isPresent();
    }

    OptionalDouble newest() {
        return newest;
    }

    /** Replicas that serve the newest demand; empty while it, or what a replica serves, is not known. */
    Optional<Replicas> reactive() {
        return newest.isPresent()
                ? throughput.map(each -> each.replicasFor(newest.getAsDouble()))
                : Optional.empty();
    }

    /** Whether the last gap is so recent that the newest slots must not cause a scale-in. */
    boolean isAfterGap() {
        return sinceGap < TRUSTED_AFTER_GAP;
    }

    /**
     * The decision of the shadow fleets; empty before the first known demand or without a throughput.
     *
     * @param latest units a second within the unfinished slot
     */
    Optional<ShadowDecision> shadowDecision(OptionalDouble latest) {
        if (newest.isEmpty() || shadows.isEmpty()) {
            return Optional.empty();
        }
        double perReplica = throughput.orElseThrow().unitsPerSecond();
        return Optional.of(
                latest.isPresent()
                        ? shadows.get().decide(latest.getAsDouble() / perReplica)
                        : shadows.get().decide());
    }

    /** Whether there is too little evidence to choose among policies. */
    boolean hasThinEvidence() {
        return shadows.map(ShadowFleets::hasThinEvidence).orElse(true);
    }

    /** Scores each policy by itself from the next slot on. */
    void scorePolicies() {
        scoringPolicies = true;
        shadows.ifPresent(ShadowFleets::scorePolicies);
    }

    LearnedParameters learned(Optional<ShadowDecision> decision) {
        return new LearnedParameters(
                trailingRegret.regret(),
                shadows.map(ShadowFleets::coverage95).orElse(OptionalDouble.empty()),
                decision.isPresent()
                        ? OptionalDouble.of(decision.get().price())
                        : OptionalDouble.empty(),
                fleetLearning.launches(),
                scaleUpEffect.ineffectiveSteps(),
                fleetLearning.changedHandover());
    }

    List<PolicyScore> policyScores() {
        return shadows.map(ShadowFleets::policyScores).orElse(List.of());
    }
}
