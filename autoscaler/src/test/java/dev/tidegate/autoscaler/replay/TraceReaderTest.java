package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceReaderTest {
    private static final String HEADER = "timestamp,requests,tokens\n";

    @Test
    void emptyCellsAndSkippedRowsAreMissing() throws IOException {
        TraceOutcome outcome =
                read(
                        """
                        2024-01-01T00:00:00Z,1,5
                        2024-01-01T00:01:00Z,,6
                        2024-01-01T00:02:00Z,0,7
                        2024-01-01T00:05:00Z,2.5,8
                        """);

        Trace trace = ((TraceOutcome.Valid) outcome).trace();
        Series counts = trace.counts();
        assertThat(trace.name()).isEqualTo("requests");
        assertThat(counts.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(counts.size()).isEqualTo(6);
        assertThat(counts.knownSlots()).isEqualTo(3);
        assertThat(counts.value(2)).isZero();
        assertThat(counts.value(5)).isEqualTo(2.5);
    }

    @Test
    void anotherColumnCanBeChosen() throws IOException {
        TraceOutcome outcome =
                TraceReader.read(
                        new StringReader(
                                HEADER + "2024-01-01T00:00:00Z,1,5\n2024-01-01T00:01:00Z,2,6\n"),
                        Optional.of("tokens"));

        assertThat(((TraceOutcome.Valid) outcome).trace().counts().value(1)).isEqualTo(6);
    }

    @Test
    void aTimeAMillionYearsAwayIsRefusedWithItsLine() throws IOException {
        TraceOutcome outcome =
                read(
                        """
                        2024-01-01T00:00:00.000Z,1,1
                        2024-01-01T00:00:00.001Z,1,1
                        2024-01-01T00:00:00.002Z,1,1
                        +999999999-12-31T23:59:59Z,1,1
                        """);

        assertThat(outcome)
                .isEqualTo(
                        new TraceOutcome.Invalid(
                                5,
                                "time +999999999-12-31T23:59:59Z lies more than 50000000 steps away"));
    }

    @Test
    void aTimeThatStandsTwiceIsRefusedWithItsLine() throws IOException {
        TraceOutcome outcome = read("2024-01-01T00:00:00Z,1,1\n2024-01-01T00:00:00Z,2,1\n");

        assertThat(outcome)
                .isEqualTo(new TraceOutcome.Invalid(3, "time 2024-01-01T00:00:00Z stands twice"));
    }

    @Test
    void aTimeOutOfOrderIsRefusedWithItsLine() throws IOException {
        TraceOutcome outcome =
                read(
                        """
                        2024-01-01T00:00:00Z,1,1
                        2024-01-01T00:02:00Z,1,1
                        2024-01-01T00:01:00Z,1,1
                        """);

        assertThat(outcome)
                .isEqualTo(
                        new TraceOutcome.Invalid(
                                4, "time 2024-01-01T00:01:00Z is earlier than the row before"));
    }

    @Test
    void aTimeOffTheGridIsRefusedWithItsLine() throws IOException {
        TraceOutcome outcome =
                read(
                        """
                        2024-01-01T00:00:00Z,1,1
                        2024-01-01T00:01:00Z,1,1
                        2024-01-01T00:02:00Z,1,1
                        2024-01-01T00:03:20Z,1,1
                        2024-01-01T00:04:00Z,1,1
                        2024-01-01T00:05:00Z,1,1
                        """);

        assertThat(outcome).isInstanceOf(TraceOutcome.Invalid.class);
        assertThat(outcome.toString()).startsWith("line 5: ").contains("off the grid of PT1M");
    }

    @Test
    void textInANumberIsRefusedWithItsLine() throws IOException {
        for (String text :
                new String[] {"many", "NaN", "1e999", "12d", "Infinity", "1,5", "0x1p3"}) {
            TraceOutcome outcome =
                    read(
                            "2024-01-01T00:00:00Z,1,1\n\n2024-01-01T00:01:00Z,"
                                    + text
                                    + ",1\n2024-01-01T00:02:00Z,1,1\n");

            assertThat(outcome).isInstanceOf(TraceOutcome.Invalid.class);
            assertThat(outcome.toString()).startsWith("line 4: expected");
        }
    }

    @Test
    void aTraceWithoutRowsIsRefused() throws IOException {
        assertThat(read("")).isInstanceOf(TraceOutcome.Invalid.class);
        assertThat(TraceReader.read(new StringReader(""), Optional.empty()))
                .isInstanceOf(TraceOutcome.Invalid.class);
        assertThat(TraceReader.read(new StringReader("time,x\n"), Optional.empty()))
                .isInstanceOf(TraceOutcome.Invalid.class);
    }

    /** As PowerShell's {@code Export-Csv -Encoding utf8} writes it. */
    @Test
    void aMarkBeforeAQuotedHeaderIsPassedOver(@TempDir Path folder) throws IOException {
        TraceOutcome outcome =
                readFile(
                        folder,
                        String.join(
                                "\r\n",
                                "\uFEFF\"timestamp\",\"x\"",
                                "\"2024-01-01T00:00:00Z\",\"1\"",
                                "\"2024-01-01T00:01:00Z\",\"\""));

        Trace trace = ((TraceOutcome.Valid) outcome).trace();
        assertThat(trace.name()).isEqualTo("x");
        assertThat(trace.counts().size()).isEqualTo(2);
        assertThat(trace.counts().knownSlots()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\uFEFF", "\n\n", "\0\0", "PK\3\4", "<html></html>", "timestamp;x\n"})
    void whatIsNoTraceIsRefusedWithItsFirstLine(String text, @TempDir Path folder)
            throws IOException {
        assertThat(readFile(folder, text).toString())
                .startsWith("line 1: expected the header timestamp,<name>, found");
    }

    @Test
    void aCellLongerThanAnyTextIsRefused(@TempDir Path folder) throws IOException {
        assertThat(readFile(folder, "timestamp," + "x".repeat(21_000_000)).toString())
                .startsWith("line 1: ");
    }

    @Test
    void rowsTooCloseOrTooFarApartAreRefused() throws IOException {
        TraceOutcome nanoseconds =
                read("2024-01-01T00:00:00Z,1,1\n2024-01-01T00:00:00.000000001Z,1,1\n");
        TraceOutcome lifetimes =
                read("-100000000-01-01T00:00:00Z,1,1\n+100000000-01-01T00:00:00Z,1,1\n");

        assertThat(nanoseconds.toString())
                .isEqualTo(
                        "line 3: expected rows between PT0.001S and PT24000H apart, found PT0.000000001S");
        assertThat(lifetimes).isInstanceOf(TraceOutcome.Invalid.class);
    }

    private static TraceOutcome readFile(Path folder, String text) throws IOException {
        Path file = folder.resolve("trace.csv");
        Files.writeString(file, text);
        return TraceReader.read(file);
    }

    private static TraceOutcome read(String rows) throws IOException {
        return TraceReader.read(new StringReader(HEADER + rows), Optional.empty());
    }
}
