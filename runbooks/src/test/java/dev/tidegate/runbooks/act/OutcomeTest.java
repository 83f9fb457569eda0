package dev.tidegate.runbooks.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
                Outcome.Retriable.withRetryAfter(
                        Failure.THROTTLED, "too many", Optional.ofNullable(retryAfter));

        assertThat(outcome.pause()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void whatATargetSaidIsOneLineThatNoTerminalObeys() {
        String said = "<html>\r\n\u001b[2J\u202Eon\0ce\u2028more\uD83D </html>\n";

        String shown = "<html> [2J on ce more </html>";
        assertThat(new Outcome.Unknown(Failure.UNAVAILABLE, said).detail()).isEqualTo(shown);
        assertThat(new Outcome.Retriable(Failure.UNAVAILABLE, said).detail()).isEqualTo(shown);
        assertThat(new Outcome.Permanent(Failure.INVALID, said).detail()).isEqualTo(shown);
        assertThat(new Unreadable(Failure.GARBLED, said).detail()).isEqualTo(shown);
    }

    @Test
    void whatGoesOnForeverIsCutBetweenTwoCharacters() {
        String said = "é" + "😀".repeat(5_000);

        String shown = new Unreadable(Failure.GARBLED, said).detail();

        assertThat(shown).startsWith("é😀").endsWith("😀…").hasSizeLessThanOrEqualTo(1_001);
    }
}
