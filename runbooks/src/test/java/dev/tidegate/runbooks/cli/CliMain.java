package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.ledger.LedgerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of this module as a program, for tests that need a process to kill. */
@Command(
        name = "tidegate",
        subcommands = {RunbookCommand.class, LedgerCommand.class})
public final class CliMain {
    private CliMain() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CliMain()).setCaseInsensitiveEnumValuesAllowed(true);
    }
}
