package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowFleetsTest {
    private static final Duration STEP = Duration.ofMinutes(10);

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private final ShadowFleets shadows =
            new ShadowFleets(settings(Duration.ofMinutes(10)), new Disruptions());

    private static ShadowSettings settings(Duration lead) {
        return new ShadowSettings(
                STEP,
                new LeadTime(lead),
                Duration.ofSeconds(10),
                Share.of(0.001),
                true,
                List.of(),
                OptionalDouble.empty());
    }

    private static ShadowSettings settings(OptionalDouble price) {
        return new ShadowSettings(
                STEP,
                new LeadTime(STEP),
                Duration.ofSeconds(10),
                Share.of(0.001),
                true,
                List.of(),
                price);
    }

    private static OptionalDouble demand(double replicas) {
        return OptionalDouble.of(replicas);
    }

    @Test
    void aSteadyDemandIsServedByWhatItNeeds() {
        for (int i = 0; i < 7 * 144; i++) {
            shadows.observe(demand(9.4));
        }

        assertThat(shadows.decide().want()).isEqualTo(10);
        assertThat(shadows.hasThinEvidence()).isFalse();
    }

    @Test
    void aDailyBurstIsMetBeforeItComes() {
        for (int i = 0; i < 10 * 144; i++) {
            shadows.observe(demand(i % 144 >= 60 && i % 144 < 66 ? 30 : 5));
        }
        for (int i = 0; i < 59; i++) {
            shadows.observe(demand(5));
        }

        assertThat(shadows.decide().want()).as("a lead before the burst").isGreaterThan(28);
    }

    @Test
    void thinEvidenceFollowsThePrudentPolicy() {
        for (int i = 0; i < 20; i++) {
            shadows.observe(demand(10));
        }

        assertThat(shadows.hasThinEvidence()).isTrue();
        assertThat(shadows.decide().policies()).isEqualTo(1);
        assertThat(shadows.decide().want()).as("a fifth more than the trend").isEqualTo(12);
    }

    /**
     * A newsvendor's quantile: if demand doubles in one step of ten, capacity for it pays off once a unit turned away
     * costs more than ten.
     */
    @Test
    void whereAPriceIsGivenItDecidesHowMuchRoomIsWorthIts() {
        Random random = new Random(5);
        ShadowFleets cheap = new ShadowFleets(settings(OptionalDouble.of(2)), new Disruptions());
        ShadowFleets dear = new ShadowFleets(settings(OptionalDouble.of(50)), new Disruptions());
        for (int i = 0; i < 7 * 144; i++) {
            OptionalDouble demand = demand(random.nextInt(10) == 0 ? 20 : 10);
            cheap.observe(demand);
            dear.observe(demand);
        }
        cheap.observe(demand(10));
        dear.observe(demand(10));

        assertThat(cheap.decide().price()).isEqualTo(2);
        assertThat(cheap.decide().want()).isLessThan(13);
        assertThat(dear.decide().want()).isGreaterThan(18);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e13, 1e300})
    void aGlitchBeyondAllFleetsIsNoWorseThanTheLargestFleet(double glitch) {
        ShadowFleets other = new ShadowFleets(settings(STEP), new Disruptions());
        Random random = new Random(3);
        for (int i = 0; i < 7 * 144; i++) {
            double usual = 10 + random.nextGaussian();
            shadows.observe(START, demand(i == 300 ? glitch : usual));
            other.observe(START, demand(i == 300 ? Short.MAX_VALUE : usual));
        }

        assertThat(shadows.decide()).isEqualTo(other.decide());
        assertThat(shadows.decide().want()).isGreaterThanOrEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"600, true", "630, true", "570, true", "631, false", "569, false"})
    void onAFineGridALaunchTimeThatIsAboutTheSameChangesNothing(int seconds, boolean same) {
        LeadTime told = new LeadTime(Duration.ofMinutes(10));
        ShadowFleets fine =
                new ShadowFleets(
                        new ShadowSettings(
                                Duration.ofSeconds(1),
                                told,
                                Duration.ZERO,
                                Share.of(0.001),
                                false,
                                List.of(),
                                OptionalDouble.empty()),
                        new Disruptions());

        assertThat(fine.withLead(new LeadTime(Duration.ofSeconds(seconds))) == fine)
                .isEqualTo(same);
    }

    @Test
    void missingDemandIsTakenToBeLikeTheLast() {
        for (int i = 0; i < 3 * 144; i++) {
            shadows.observe(demand(9.4));
        }
        int before = shadows.decide().want();

        for (int i = 0; i < 20; i++) {
            shadows.observe(OptionalDouble.empty());
        }

        assertThat(shadows.decide().want()).isEqualTo(before);
    }

    @Test
    void silenceIsTakenToFollowYesterdayUpwards() {
        for (int i = 0; i < 3 * 144 + 36; i++) {
            shadows.observe(demand(i % 144 < 72 ? 5 : 20)); // it is 6 h, and 20 from 12 h on
        }

        for (int i = 0; i < 72; i++) {
            shadows.observe(OptionalDouble.empty());
        }

        assertThat(shadows.decide().want()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void burstsThatWereTurnedAwayMakeItMoreCareful() {
        Random random = new Random(3);
        ShadowFleets bursty = new ShadowFleets(settings(Duration.ofMinutes(10)), new Disruptions());
        for (int i = 0; i < 10 * 144; i++) {
            double usual = 10 + random.nextDouble();
            shadows.observe(demand(usual));
            bursty.observe(demand(random.nextInt(40) == 0 ? 2 * usual : usual));
        }
        shadows.observe(demand(10));
        bursty.observe(demand(10));

        assertThat(bursty.decide().want()).isGreaterThan(shadows.decide().want());
    }

    @Test
    void aMeasuredLeadTimeStartsTheFleetsAnewWithTheSameDemand() {
        for (int i = 0; i < 4 * 144; i++) {
            shadows.observe(demand(i % 144 < 72 ? 5 : 20));
        }

        ShadowFleets slower = shadows.withLead(new LeadTime(Duration.ofMinutes(30)));
        ShadowFleets same = shadows.withLead(new LeadTime(Duration.ofMinutes(9)));

        assertThat(same).isSameAs(shadows);
        assertThat(slower).isNotSameAs(shadows);
        assertThat(slower.hasThinEvidence()).isFalse();
    }

    @Test
    void whatAPolicyAloneComesToIsCountedFromWhenItIsAskedFor() {
        for (int i = 0; i < 3 * 144; i++) {
            shadows.observe(demand(9.4));
        }
        assertThat(shadows.policyScores()).isEmpty();

        shadows.scorePolicies();
        for (int i = 0; i < 6; i++) {
            shadows.observe(demand(9.4));
        }

        assertThat(shadows.policyScores())
                .contains(new PolicyScore("reactive, hold 3600 s, x2.00", "reactive", 19, 0));
    }

    @Test
    void aMeasuredLeadTimeDoesNotChargeThePastTwice() {
        for (int i = 0; i < 3 * 144; i++) {
            shadows.observe(demand(9.4));
        }
        shadows.scorePolicies();

        ShadowFleets slower = shadows.withLead(new LeadTime(Duration.ofMinutes(30)));
        slower.observe(demand(9.4));

        assertThat(slower.policyScores())
                .contains(
                        new PolicyScore(
                                "reactive, hold 3600 s, x2.00", "reactive", 19 * (1 / 6.0), 0));
    }
}
