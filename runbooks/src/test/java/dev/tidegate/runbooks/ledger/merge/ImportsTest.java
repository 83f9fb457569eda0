package dev.tidegate.runbooks.ledger.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.InMemoryLedger;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ImportsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final LeaseCondition HELD = new LeaseCondition("ledger/merge", 1);

    private final Ledger laptop = new InMemoryLedger(p -> true);
    private final Ledger centre = new InMemoryLedger(p -> true);
    private final Imports imports = new Imports(centre);

    private static void write(Ledger ledger, String subject, int n) {
        var body = JsonNodeFactory.instance.objectNode().put("n", n).put("share", 0.25);
        ledger.append(new Draft(NOW.plusSeconds(n), "test", subject, "ana", body));
    }

    private Imports.Outcome merge(List<Entry> foreign) {
        return imports.merge(foreign, "bo", NOW, HELD);
    }

    private List<Entry> all(Ledger ledger) {
        return ledger.read(LedgerQuery.all());
    }

    @Test
    void mergedEntriesKeepTheirChainAndOursStaysIntact() {
        write(centre, "run/b", 1);
        write(laptop, "run/a", 1);
        write(laptop, "run/a", 2);

        assertThat(merge(all(laptop))).isEqualTo(new Imports.Outcome.Merged(2, 0));

        assertThat(centre.verify()).isInstanceOf(ChainCheck.Intact.class);
        assertThat(imports.firstBroken()).isEmpty();
        assertThat(imports.count()).isEqualTo(2);
        assertThat(centre.read(LedgerQuery.all().subject("run/a"))).hasSize(2);
    }

    @Test
    void mergingAgainAddsOnlyWhatIsNew() {
        write(laptop, "run/a", 1);
        merge(all(laptop));
        write(laptop, "run/a", 2);

        assertThat(merge(all(laptop))).isEqualTo(new Imports.Outcome.Merged(1, 1));
        assertThat(merge(all(laptop))).isEqualTo(new Imports.Outcome.Merged(0, 2));
        assertThat(imports.count()).isEqualTo(2);
    }

    @Test
    void mergeThatWasCutShortIsGoneOnWith() {
        for (int i = 0; i < 5; i++) {
            write(laptop, "run/a", i);
        }
        merge(all(laptop).subList(0, 2));

        assertThat(merge(all(laptop))).isEqualTo(new Imports.Outcome.Merged(3, 2));
        assertThat(imports.firstBroken()).isEmpty();
    }

    @Test
    void ledgerThatWasEditedIsRefusedWhole() {
        write(laptop, "run/a", 1);
        write(laptop, "run/a", 2);
        var edited = new ArrayList<>(all(laptop));
        Entry second = edited.get(1);
        Draft other = new Draft(NOW, "test", "run/a", "eve", JsonNodeFactory.instance.objectNode());
        edited.set(1, new Entry(2, other, second.previousHash(), second.hash()));

        assertThat(merge(edited))
                .isInstanceOfSatisfying(
                        Imports.Outcome.Refused.class,
                        r -> assertThat(r.why()).contains("entry 2"));
        assertThat(all(centre)).isEmpty();
    }

    /** Written without the secret it would not be what its hash was taken over, and the ledger would verify no more. */
    @Test
    void ledgerThatHoldsASecretIsRefusedWhole() throws NoSuchAlgorithmException {
        var body = JsonNodeFactory.instance.objectNode().put("why", "sk-0123456789abcdef0123");
        Draft draft = new Draft(NOW, "test", "run/a", "ana", body);
        var unhashed = new Entry(1, draft, Entry.NO_PREVIOUS, "").toJson().without("hash");
        byte[] hash =
                MessageDigest.getInstance("SHA-256")
                        .digest(unhashed.toString().getBytes(StandardCharsets.UTF_8));
        var entry = new Entry(1, draft, Entry.NO_PREVIOUS, HexFormat.of().formatHex(hash));

        assertThat(merge(List.of(entry)))
                .isInstanceOfSatisfying(
                        Imports.Outcome.Refused.class,
                        r -> assertThat(r.why()).contains("entry 1 holds").doesNotContain("sk-"));
        assertThat(all(centre)).isEmpty();
    }

    @Test
    void ledgerThatWasRewrittenSinceTheLastMergeIsRefused() {
        write(laptop, "run/a", 1);
        write(laptop, "run/a", 2);
        merge(all(laptop));

        assertThat(merge(all(laptop).subList(0, 1)))
                .isEqualTo(
                        new Imports.Outcome.Refused(
                                "entry 2 is not the one that was merged before"));
    }

    @Test
    void ledgerIsNotMergedIntoItself() {
        write(centre, "run/a", 1);

        assertThat(merge(all(centre))).isInstanceOf(Imports.Outcome.Refused.class);
    }

    @Test
    void aLedgerWithoutEntriesAddsNone() {
        assertThat(merge(List.of())).isEqualTo(new Imports.Outcome.Merged(0, 0));
    }

    /** Those before it may be on their way to the disk, which it does not reach before them. */
    @Test
    void theLastEntryIsOnDiskWhenAllAreMerged() {
        for (int i = 1; i <= 3; i++) {
            write(laptop, "run/a", i);
        }
        List<String> appended = new ArrayList<>();
        Ledger recording =
                (Ledger)
                        Proxy.newProxyInstance(
                                Ledger.class.getClassLoader(),
                                new Class<?>[] {Ledger.class},
                                (proxy, method, arguments) -> {
                                    if (method.getName().startsWith("append")) {
                                        appended.add(method.getName());
                                    }
                                    return method.invoke(centre, arguments);
                                });

        new Imports(recording).merge(all(laptop), "bo", NOW, HELD);

        assertThat(appended).containsExactly("appendAhead", "appendAhead", "append");
    }

    @Test
    void importedEntryThatWasEditedIsFoundWithItsNumber() {
        write(laptop, "run/a", 1);
        write(laptop, "run/a", 2);
        for (Entry entry : all(laptop)) {
            var body = JsonNodeFactory.instance.objectNode();
            body.put("source", all(laptop).get(0).hash());
            body.set("entry", entry.toJson().put("actor", entry.sequence() == 2 ? "eve" : "ana"));
            centre.append(new Draft(NOW, Imports.KIND, "run/a", "eve", body));
        }

        assertThat(imports.firstBroken())
                .contains(
                        new ChainCheck.Broken(
                                2, "its content is not what its hash was taken over"));
    }

    @Test
    void importedEntryThatIsNoneOfItsChainIsFound() {
        write(laptop, "run/a", 1);
        var body = JsonNodeFactory.instance.objectNode().put("source", "0".repeat(64));
        body.set("entry", all(laptop).get(0).toJson());

        centre.append(new Draft(NOW, Imports.KIND, "run/a", "eve", body));

        assertThat(imports.firstBroken()).isPresent();
    }

    @Test
    void importedEntryThatIsNoEntryIsFoundAndNoMergeFailsOverIt() {
        var body = JsonNodeFactory.instance.objectNode().put("source", "0".repeat(64));
        centre.append(new Draft(NOW, Imports.KIND, "run/a", "eve", body));
        write(laptop, "run/a", 1);

        assertThat(merge(all(laptop))).isEqualTo(new Imports.Outcome.Merged(1, 0));
        assertThat(imports.count()).isEqualTo(2);
        assertThat(imports.firstBroken())
                .hasValueSatisfying(
                        broken -> {
                            assertThat(broken.sequence()).isEqualTo(1);
                            assertThat(broken.finding()).startsWith("not what was written: ");
                        });
    }

    @Test
    void entryIsReadBackFromItsExportAsItWas() throws JsonProcessingException {
        write(laptop, "run/ü", 1);
        Entry entry = all(laptop).get(0);

        assertThat(Entry.fromJson(new JsonMapper().readTree(entry.toJson().toString())))
                .isEqualTo(entry);
    }
}
