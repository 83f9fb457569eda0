package dev.tidegate.runbooks.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "999999, 60", // more than anybody waits for
        "'Fri, 31 Dec 1999 23:59:59 GMT', 2",
        "-1, 2",
        ", 2"
    })
    void aTargetIsLeftAloneAsLongAsItAskedForWithinReason(String retryAfter, int seconds) {
        Outcome.Retriable outcome =
                Outcome.Retriable.asked(
                        Failure.THROTTLED, "too many", Optional.ofNullable(retryAfter));

        assertThat(outcome.pause()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
