package dev.tidegate.autoscaler.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadableNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "20312.34, 4, 20310",
        "1234567.8, 5, 1234600",
        "150, 4, 150",
        "0.97368, 3, 0.974",
        "0.00012345, 3, 0.000123",
        "0, 4, 0",
        "1e15, 4, 1000000000000000"
    })
    void aNumberHasSignificantDigitsAndNoExponent(double value, int digits, String expected) {
        assertThat(ReadableNumbers.plain(value, digits)).isEqualTo(expected);
    }
}
