package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.yaml.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that select entries. */
final class Selection {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "Only of this kind, or of any of several.")
    private List<String> kinds = new ArrayList<>();

    @ArgGroup
    private @Nullable SubjectOptions subjectOptions; // picocli leaves it null where none is given

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = TimeConverter.class,
            description =
                    "Not before this time, such as 2026-03-01T03:00:00Z, or 2h for two hours ago.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            converter = TimeConverter.class,
            description = "Before this time, given in the same way.")
    private @Nullable Instant until;

    /** One subject at a time. */
    private static final class SubjectOptions {
        @Option(
                names = "--workload",
                paramLabel = "NAME",
                description = "Only about this workload.")
        private @Nullable String workload;

        @Option(names = "--run", paramLabel = "RUN", description = "Only about this run of a book.")
        private @Nullable String run;

        @Option(
                names = "--subject",
                paramLabel = "SUBJECT",
                description = "Only about this subject, written as in the ledger.")
        private @Nullable String subject;

        private @Nullable String name() {
            return run != null ? "run/" + run : workload != null ? workload : subject;
        }
    }

    /** Parses a time, or how long ago it was. */
    private static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Durations.parse(text)
                        .map(ago -> Instant.now().minus(ago))
                        .orElseGet(() -> Instant.parse(text));
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "expected a time in UTC like 2026-03-01T03:00:00Z, or how long ago it was like 2h,"
                                + " found '"
                                + text
                                + "'");
            }
        }
    }

    List<String> kinds() {
        return kinds;
    }

    /** Whether a time range is given. */
    boolean hasTimeRange() {
        return since != null || until != null;
    }

    LedgerQuery query() {
        LedgerQuery query =
                LedgerQuery.all().kind(kinds.stream().distinct().toArray(String[]::new));
        String subject = subjectOptions == null ? null : subjectOptions.name();
        query = subject == null ? query : query.subject(subject);
        return hasTimeRange()
                ? query.between(
                        since == null ? Instant.EPOCH : since, until == null ? LATEST : until)
                : query;
    }
}
