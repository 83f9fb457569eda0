package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.GeneratedPage;
import dev.tidegate.forecaster.Refusal;
import dev.tidegate.runbooks.act.Failure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The documentation lists every reason code, as used in log, metrics, ledger and command line. */
final class ReasonReferenceTest {

    @Test
    void everyReasonIsExplained() throws IOException {
        GeneratedPage.check("reasons.md", reference());
    }

    private static String reference() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Reasons

                        Every code that explains a plan, a failed change or a missing forecast. The log, the metrics (`tidegate_reason{reason="…"}`), the
                        ledger, the status page and the command line use the same codes.

                        ## Why a plan is what it is, and why it was not carried out

                        | code | meaning |
                        |---|---|
                        """);
        for (Reason reason : Reason.values()) {
            page.append(row(reason.code(), reason.explanation()));
        }
        page.append("\n## Why a target could not be read or changed\n\n");
        page.append("| code | meaning | what to do |\n|---|---|---|\n");
        for (Failure failure : Failure.values()) {
            page.append(row(failure.code(), failure.explanation() + " | " + failure.remedy()));
        }
        page.append("\n## Why no forecast can be given\n\n| code | meaning |\n|---|---|\n");
        for (Refusal refusal : Refusal.values()) {
            page.append(row(refusal.code(), refusal.explanation()));
        }
        return page.append("\nThis page is generated: `")
                .append(GeneratedPage.HOW)
                .append("` writes it anew.\n")
                .toString();
    }

    private static String row(String code, String explanation) {
        return "| `" + code + "` | " + explanation + " |\n";
    }
}
