package dev.tidegate.autoscaler.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.cli.option.OutputFile;
import dev.tidegate.autoscaler.cli.option.ProgressBar;
import dev.tidegate.autoscaler.demo.Demo;
import dev.tidegate.autoscaler.demo.DemoOutcome;
import dev.tidegate.autoscaler.demo.DemoReport;
import dev.tidegate.runbooks.cli.show.Invocation;
import dev.tidegate.runbooks.cli.show.OutputOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the demo on a generated day. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates the whole job on this machine; needs no cloud.",
            "The daemon's own loop in virtual time over generated demand with a flash crowd, next to an HPA as shipped, the"
                    + " best HPA for the same GPU-hours, and a static fleet."
        },
        footer = {
            "",
            "Examples:",
            "  tidegate demo",
            "  tidegate demo --seed 7 --price 4.10 --output json"
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another number, another week (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--price",
            paramLabel = "DOLLARS",
            defaultValue = "3.00",
            description = "Dollars a GPU-hour (default: ${DEFAULT-VALUE}).")
    private double price = 3;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = OutputFile.class,
            defaultValue = "report/demo.html",
            description = "Where the report goes (default: ${DEFAULT-VALUE}).")
    private Path report = Path.of("report/demo.html");

    @Mixin private OutputOption output = new OutputOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!Double.isFinite(price) || price < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--price: expected a number of 0 or more, found " + price);
        }
        Path ledger = report.toAbsolutePath().resolveSibling("demo.db");
        DemoOutcome outcome = new Demo(seed).run(ledger, new Bar(spec.commandLine().getErr()));
        new DemoReport(outcome).write(report, price);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(
                    new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(outcome.rows(price)));
        } else {
            print(out, outcome, ledger);
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private void print(PrintWriter out, DemoOutcome outcome, Path ledger) {
        out.println(outcome.table(price).text());
        out.println("What the tiers did:");
        outcome.tiers().forEach(step -> out.println("  " + step.at() + "  " + step.what()));
        out.println();
        out.println("Report: " + report.toAbsolutePath());
        out.println("Ledger: " + ledger + "; to look into it:");
        var shown = Invocation.current(List.of("--store", ledger.toString()));
        out.println(shown.rewrite("  tidegate ledger show"));
        out.println(shown.rewrite("  tidegate ledger verify"));
    }

    /** Progress of the slowest day. */
    private static final class Bar implements Demo.Progress {
        private final ProgressBar bar;
        private final Map<String, Integer> percents = new TreeMap<>();

        Bar(PrintWriter err) {
            bar = new ProgressBar(err, "playing the day");
        }

        @Override
        public synchronized void report(String policy, int done, int all) {
            percents.put(policy, 100 * done / all);
            bar.update(Collections.min(percents.values()));
        }
    }
}
