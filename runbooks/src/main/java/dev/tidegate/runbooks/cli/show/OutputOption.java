package dev.tidegate.runbooks.cli.show;

import picocli.CommandLine.Option;

/** {@code --output}, for every command that shows something. */
public final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputForm form = OutputForm.TABLE;

    public boolean isJson() {
        return form == OutputForm.JSON;
    }
}
