package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.shadow.cost.Losses;
import dev.tidegate.autoscaler.shadow.cost.PolicyAverage;
import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import dev.tidegate.autoscaler.shadow.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs several hundred policies, each on a shadow fleet of its own under the real demand, and selects the ones to
 * follow.
 *
 * <p>The cost of a policy is what its fleet paid plus, at a price, what it turned away and would have turned away in
 * larger bursts. The policies close to the cheapest are averaged; the less evidence, the more of them are close. Weights
 * are always those from before the newest demand, so that more demand can only raise what each policy, and so the
 * average, wants. Not thread-safe.
 */
public final class ShadowFleets {
    private static final Duration MEMORY = Duration.ofDays(14);
    private static final int MAX_DEMAND = Short.MAX_VALUE; // replicas
    // A lead time within this part of the lag is the same.
    private static final int TOLERANCE_DIVISOR = 20;
    private static final int MIN_STEPS = 60; // steps, or a day if that is fewer

    private final ShadowSettings settings;
    private final Disruptions disruptions;
    private final PolicyCatalogue catalogue;
    private final Signals signals;
    private final LaunchOrders orders; // by peak
    private final FleetQueues queues;
    private final PolicySelection selection;
    private final UnprecedentedRise rise;
    private final DemandCollapse collapse;
    private final int lag;
    private Optional<PolicyTotals> totals = Optional.empty();
    private int want;
    private double lastDemand;
    private int missing; // missing slots since then
    private boolean unprecedentedRise;
    private boolean doubtfulCollapse;
    private boolean started;

    /** @param disruptions of the real fleet, updated by the caller */
    public ShadowFleets(ShadowSettings settings, Disruptions disruptions) {
        this(settings, disruptions, settings.forecasting());
    }

    private ShadowFleets(ShadowSettings settings, Disruptions disruptions, boolean forecasting) {
        this.settings = settings;
        this.disruptions = disruptions;
        catalogue = PolicyCatalogue.of(settings.step(), settings.forecasting());
        lag = settings.lead().steps(settings.step());
        double patience = settings.stepsIn(settings.patience());
        double memory = settings.stepsIn(MEMORY);
        double stepsPerDay = settings.stepsIn(Duration.ofDays(1));
        signals = catalogue.signals(lag);
        if (forecasting) {
            signals.enableForecast(settings.events());
        }
        orders = new LaunchOrders(catalogue.peaks(), lag);
        queues = new FleetQueues(catalogue.size(), patience);
        selection =
                new PolicySelection(
                        catalogue,
                        settings.busy().fraction(),
                        settings.price(),
                        patience,
                        memory,
                        new Losses(disruptions, patience, lag, memory));
        rise = new UnprecedentedRise(lag, settings.busy().fraction(), stepsPerDay);
        collapse = new DemandCollapse(settings, lag);
    }

    /**
     * These fleets if {@code measured} is about the current lead time, since every launch moves the measurement a
     * little; else new fleets that have replayed the same demand. Forecasts are not recomputed for the past: forecast
     * signals there equal the newest demand.
     */
    public ShadowFleets withLead(LeadTime measured) {
        int newLag = measured.steps(settings.step());
        if (Math.abs(newLag - lag) <= lag / TOLERANCE_DIVISOR) {
            return this;
        }
        ShadowFleets replayed = new ShadowFleets(settings.withLead(measured), disruptions, false);
        signals.replay(demand -> replayed.observe(OptionalDouble.of(demand)));
        replayed.signals.takeForecastFrom(signals);
        replayed.totals = totals;
        return replayed;
    }

    /**
     * Observes the demand of the next slot, in replicas. A missing one is imputed from yesterday's growth, never below
     * the last. Demand is capped at what any policy can serve: beyond that policies cannot be compared, and one glitch
     * would outweigh months.
     *
     * @param start of the slot
     */
    public void observe(Instant start, OptionalDouble demand) {
        if (!started) {
            signals.startAt(start);
        }
        observe(
                demand.isPresent()
                        ? OptionalDouble.of(Math.min(MAX_DEMAND, demand.getAsDouble()))
                        : demand);
    }

    /** Likewise where the time does not matter; the calendar then starts in 1970. */
    void observe(OptionalDouble demand) {
        missing = demand.isPresent() ? 0 : missing + 1;
        lastDemand = demand.orElse(lastDemand);
        double served = missing == 0 ? lastDemand : signals.imputed(lastDemand, missing);
        short keptForReturn = keptInCollapse();
        signals.add(demand, served);
        PolicyCatalogue.Scratch scratch = catalogue.scratch();
        StepScratch step = scratch.step;
        catalogue.peaks(signals, scratch.peaks);
        short calledFor =
                PolicyCatalogue.roundUp(missing == 0 ? rise.add(served) : rise.addMissing());
        short prudent;
        int averaged;
        if (started) {
            float[] earlierPeaks = orders.newest();
            PolicyCatalogue.writeWanted(earlierPeaks, step.wanted);
            PolicyCatalogue.writeWanted(scratch.peaks, earlierPeaks, step.wanted, step.nextWanted);
            prudent = step.nextWanted[catalogue.prudent()];
            averaged = selection.wanted(step);
            score(scratch, served);
        } else {
            PolicyCatalogue.writeWanted(scratch.peaks, step.nextWanted);
            prudent = step.nextWanted[catalogue.prudent()];
            averaged = prudent;
            started = true;
        }
        if (hasThinEvidence()) {
            averaged = prudent;
        }
        orders.add(scratch.peaks);
        if (missing == 0) {
            collapse.add(served);
        }
        want =
                Math.max(
                        averaged,
                        Math.max(calledFor, missing > lag ? largestSignal() : keptForReturn));
        unprecedentedRise = calledFor > averaged;
        doubtfulCollapse = keptForReturn > Math.max(averaged, calledFor);
    }

    /** Replicas kept during a doubtful collapse, by what was known before the newest demand. */
    private short keptInCollapse() {
        return collapse.isDoubtful()
                ? PolicyCatalogue.roundUp(signals.imputed(collapse.before(), collapse.since() + 1))
                : 0;
    }

    /** The largest signal: no order can be based on demand that has been missing for longer than a launch. */
    private short largestSignal() {
        return PolicyCatalogue.roundUp(signals.largest());
    }

    /** Serves a step with what was wanted before it. */
    private void score(PolicyCatalogue.Scratch scratch, double served) {
        orders.ready(scratch.readyPeaks);
        PolicyCatalogue.writeWanted(
                scratch.readyPeaks, orders.newest(), scratch.step.wanted, scratch.step.ready);
        queues.serve(scratch.step, served);
        selection.learn(scratch.step, scratch.readyPeaks, served);
        totals.ifPresent(all -> all.add(scratch.step));
    }

    /** Share of the recent slots that stayed under the forecast's 0.95 quantile, if a forecast was scored. */
    public OptionalDouble coverage95() {
        return signals.coverage95();
    }

    /** Whether there is too little evidence to choose among policies. */
    public boolean hasThinEvidence() {
        return selection.steps() < Math.min(MIN_STEPS, settings.stepsIn(Duration.ofDays(1)));
    }

    /** The current decision, after at least one observed slot. */
    public ShadowDecision decide() {
        return decide(want, unprecedentedRise, doubtfulCollapse);
    }

    /**
     * The current decision when demand reads {@code latest} within the unfinished slot: an unprecedented rise is acted
     * on at once.
     */
    public ShadowDecision decide(double latest) {
        short calledFor = PolicyCatalogue.roundUp(rise.of(latest));
        return calledFor > want ? decide(calledFor, true, false) : decide();
    }

    private ShadowDecision decide(int wanted, boolean rising, boolean collapsed) {
        double price = selection.price();
        if (hasThinEvidence()) {
            String prudent = catalogue.label(catalogue.prudent());
            return new ShadowDecision(wanted, prudent, 1, rising, collapsed, price);
        }
        PolicyAverage average = selection.average();
        String best = catalogue.label(average.best());
        return new ShadowDecision(wanted, best, average.count(), rising, collapsed, price);
    }

    /** Scores each policy by itself from the next slot on; see {@link #policyScores}. */
    public void scorePolicies() {
        totals = Optional.of(totals.orElseGet(() -> new PolicyTotals(catalogue, settings.step())));
    }

    /** Scores of each policy by itself since {@link #scorePolicies}; empty without it. */
    public List<PolicyScore> policyScores() {
        return totals.map(PolicyTotals::scores).orElse(List.of());
    }
}
