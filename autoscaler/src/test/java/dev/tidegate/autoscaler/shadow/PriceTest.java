package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PriceTest {
    private final Price price = new Price(0.001, 24);

    private void days(int count, double away) {
        for (int step = 0; step < count * 24; step++) {
            price.add(10, away);
        }
    }

    @Test
    void whatIsAimedAtLeavesThePriceAsItIs() {
        double before = price.value();

        days(10, 0.005); // half of the objective

        assertThat(price.value()).isCloseTo(before, org.assertj.core.api.Assertions.within(1.0));
    }

    @Test
    void turningMoreAwayRaisesThePrice() {
        days(10, 0.005);
        double before = price.value();

        days(1, 0.1);

        assertThat(price.value()).isGreaterThan(before);
    }

    @Test
    void turningNothingAwayLowersItWithinLimits() {
        days(10, 0.005);
        double before = price.value();

        days(400, 0);

        assertThat(price.value()).isLessThan(before).isEqualTo(25);
    }

    @Test
    void theFirstDayIsNotHeldAgainstThePolicy() {
        days(1, 5);
        days(1, 0);

        assertThat(price.value()).isLessThanOrEqualTo(100);
    }

    @Test
    void anObjectiveOfNothingIsPricedAtTheMost() {
        assertThat(new Price(0, 24).value()).isEqualTo(3200);
    }
}
