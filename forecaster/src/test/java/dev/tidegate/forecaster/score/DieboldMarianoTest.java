package dev.tidegate.forecaster.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DieboldMarianoTest {
    private static final List<Double> FIRST =
            List.of(1.0, 2.5, 3.0, 4.2, 2.2, 1.7, 3.3, 2.9, 4.1, 0.6);
    private static final List<Double> SECOND =
            List.of(2.0, 4.0, 2.8, 7.0, 3.1, 1.9, 3.0, 4.4, 5.2, 2.3);

    /** Expected values: Python package dieboldmariano 1.1.0, dm_test with harvey_correction, h = lags + 1. */
    @ParameterizedTest
    @CsvSource({
        "0, -3.417767944807093, 0.007654918772546555",
        "1, -4.739204824131952, 0.0010601142462244371",
        "2, -4.888920381926926, 0.0008607086557874571"
    })
    void agreesWithAnIndependentImplementation(int lags, double statistic, double pValue) {
        DieboldMariano test = DieboldMariano.compare(FIRST, SECOND, lags);

        assertThat(test.statistic()).isCloseTo(statistic, within(1e-12));
        assertThat(test.pValue()).isCloseTo(pValue, within(1e-12));
    }

    @Test
    void anEstimateOfTheVarianceBelowZeroIsNotUsed() {
        // With three lags that package finds a negative variance, and R's dm.test goes on as if
        // nothing overlapped.
        assertThat(DieboldMariano.compare(FIRST, SECOND, 3))
                .isEqualTo(DieboldMariano.compare(FIRST, SECOND, 0));
    }

    @Test
    void withoutOverlapItIsThePairedTest() {
        DieboldMariano test =
                DieboldMariano.compare(List.of(1.0, 2.0, 3.0, 4.0), List.of(2.0, 4.0, 3.0, 7.0), 0);

        // By hand: differences -1, -2, 0, -3: mean -1.5, standard error sqrt(5/3/4) = 0.6455.
        assertThat(test.statistic()).isCloseTo(-2.32379, within(1e-5));
        assertThat(test.pValue()).isBetween(0.10, 0.11);
    }

    @Test
    void whoIsFirstOnlyTurnsTheSign() {
        DieboldMariano there = DieboldMariano.compare(FIRST, SECOND, 1);
        DieboldMariano back = DieboldMariano.compare(SECOND, FIRST, 1);

        assertThat(back.statistic()).isCloseTo(-there.statistic(), within(1e-12));
        assertThat(back.pValue()).isCloseTo(there.pValue(), within(1e-12));
    }

    @Test
    void equalLossesAreNoDifference() {
        assertThat(DieboldMariano.compare(FIRST, FIRST, 0)).isEqualTo(new DieboldMariano(0, 1));
    }

    @Test
    void theSameDifferenceEveryTimeIsNoLuck() {
        DieboldMariano test =
                DieboldMariano.compare(Collections.nCopies(3, 1.0), Collections.nCopies(3, 2.0), 0);

        assertThat(test).isEqualTo(new DieboldMariano(Double.NEGATIVE_INFINITY, 0));
    }

    @Test
    void lossesThatAreNotPairedAreRefused() {
        assertThatThrownBy(() -> DieboldMariano.compare(List.of(1.0, 2.0), List.of(1.0), 0))
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> DieboldMariano.compare(List.of(1.0), List.of(1.0), 0))
                .hasMessageContaining("1 and 1");
        assertThatThrownBy(() -> DieboldMariano.compare(FIRST, SECOND, 10))
                .hasMessageContaining("0 to 9, was 10");
        assertThatThrownBy(() -> DieboldMariano.compare(FIRST, SECOND, -1))
                .hasMessageContaining("was -1");
    }
}
