package dev.tidegate.autoscaler.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.cli.Tidegate;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class UsageErrorTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    status --confg x.yaml              | there is no option --confg; did you mean --config?
                    status --confg=x.yaml              | there is no option --confg; did you mean --config?
                    status --zzzzzz                    | there is no option --zzzzzz
                    status extra                       | expected nothing more, found 'extra'
                    statsu                             | there is no command 'statsu'; did you mean tidegate status?
                    runbook lst                        | there is no command 'lst'; did you mean tidegate runbook list?
                    fleet                              | there is no command 'fleet'
                    runbook plan b -p floor            | --parameter: expected NAME=VALUE, found 'floor'
                    status -o yaml                     | --output: expected table or json, found 'yaml'
                    forecast --generated dayly         | --generated: expected daily or weekly or bursty, found 'dayly'
                    completion fish                    | SHELL: expected bash or zsh, found 'fish'
                    ledger show -n abc                 | Invalid value for option '--limit': expected a whole number, 2147483647 at the most, found 'abc'
                    demo --seed 1.5                    | Invalid value for option '--seed': expected a whole number, 9223372036854775807 at the most, found '1.5'
                    demo --price 3,10                  | Invalid value for option '--price': expected a number like 0.5 or 4200, found '3,10'
                    replay t.csv --per-replica 4k      | Invalid value for option '--per-replica': expected a number like 0.5 or 4200, found '4k'
                    replay t.csv --busy 500%           | Invalid value for option '--busy': expected a share within 0 and 1 like 0.1% or 0.001, found '500%'
                    """)
    void aTypingErrorIsReportedWithASuggestion(String arguments, String expected) {
        CommandLine line = Tidegate.commandLine();
        line.setErr(new PrintWriter(err));

        assertThat(line.execute(arguments.split(" "))).isEqualTo(ExitCode.USAGE.code());

        assertThat(err.toString().lines().findFirst()).contains(expected);
        assertThat(err.toString().lines().skip(1))
                .singleElement()
                .asString()
                .endsWith("--help says more");
    }

    @Test
    void theSuggestedCommandStartsWithTheProgramAsInvoked() {
        System.setProperty("tidegate.program", "./tidegate");
        try {
            aTypingErrorIsReportedWithASuggestion(
                    "ledger shwo",
                    "there is no command 'shwo'; did you mean ./tidegate ledger show?");
        } finally {
            System.clearProperty("tidegate.program");
        }
    }
}
