package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an entry's hash is taken over: ledgers that were written before must verify ever after. */
final class EntryTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.120456Z");

    private static Draft draft(JsonNode body) {
        return new Draft(NOW, "step-intended", "run/x", "ana", body);
    }

    /** The hashes are sha256sum's, over the text that the test names. */
    @Test
    void hashesAreThoseOfTheTextThatTheFirstLedgersWereWrittenWith() {
        ObjectNode body = JSON.objectNode().put("zeta", 0.1).put("tiny", 1e-300);
        body.put("text", "ü \" \n").put("big", Long.MAX_VALUE);
        body.putArray("list").add(new BigDecimal("1.50")).addNull().add(true);

        // {"actor":"ana","at":"2026-03-01T12:00:00.120Z","body":{"big":9223372036854775807,
        // "list":[1.5,null,true],"text":"ü \" \n","tiny":1.0E-300,"zeta":0.1},
        // "kind":"step-intended","previous":"000…","sequence":1,"subject":"run/x"}
        Entry first = Entry.first(draft(body));
        // {"actor":"bo","at":"2026-03-01T12:00:01Z","body":{},"kind":"test","previous":"c5c4…",
        // "sequence":2,"subject":"chat"}
        Entry second =
                first.next(
                        new Draft(
                                Instant.parse("2026-03-01T12:00:01Z"),
                                "test",
                                "chat",
                                "bo",
                                JSON.objectNode()));

        assertThat(first.hash())
                .isEqualTo("c5c40d55c2e4edf9bc409d5bf3e0cf2727eaa7658d0a67a079ca867fec9f2e95");
        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(second.hash())
                .isEqualTo("7296bfa52e82c55d3ffb0b2871406ac8298d7f979f7af1cd4db117b95a60fc22");
    }

    @Test
    void aBodyIsTheSameInWhateverOrderAndFormItsPartsAreGiven() {
        ObjectNode one = JSON.objectNode().put("a", 1).put("b", 2.50);
        one.set("c", JSON.arrayNode().add(JSON.objectNode().put("x", 7L).put("y", 1.5f)));
        ObjectNode other = JSON.objectNode();
        other.set("c", JSON.arrayNode().add(JSON.objectNode().put("y", 1.5).put("x", (short) 7)));
        other.put("b", new BigDecimal("2.500")).set("a", BigIntegerNode.valueOf(BigInteger.ONE));

        assertThat(Entry.first(draft(one))).isEqualTo(Entry.first(draft(other)));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void aNumberThatJsonHasNotIsWrittenAsItsName(double value) {
        JsonNode body = draft(JSON.objectNode().put("x", value)).body();

        assertThat(body.path("x").textValue()).isEqualTo(String.valueOf(value));
        assertThat(CanonicalJson.parse(CanonicalJson.text(body))).isEqualTo(body);
    }

    @Test
    void numbersOfAnySizeAreReadBackAsTheyWereWritten() {
        ObjectNode body = JSON.objectNode();
        body.put("int", Integer.MAX_VALUE).put("long", Integer.MAX_VALUE + 1L);
        body.put("least", Long.MIN_VALUE).put("more", new BigInteger("9223372036854775808"));
        body.put("half", 0.5).put("zero", 0).put("less", -0.0);

        JsonNode canonical = draft(body).body();

        assertThat(CanonicalJson.parse(CanonicalJson.text(canonical))).isEqualTo(canonical);
        assertThat(canonical.path("more").bigIntegerValue())
                .isEqualTo(new BigInteger("9223372036854775808"));
    }

    @ParameterizedTest
    @CsvSource({
        "Step,   run/x, ana, kind must match",
        "1st,    run/x, ana, kind must match",
        "'',     run/x, ana, kind must match",
        "step,   ' ',   ana, 'subject and actor must be named, were \" \" and \"ana\"'",
        "step,   run/x, '',  'subject and actor must be named, were \"run/x\" and \"\"'"
    })
    void whatCannotBeFoundAgainIsNotWritten(String kind, String subject, String actor, String why) {
        assertThatThrownBy(() -> new Draft(NOW, kind, subject, actor, JSON.objectNode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void anEntryHoldsASecretOnlyWhereItWouldBeWithheldNow() {
        Draft secret = draft(JSON.objectNode().put("token", "hunter2"));

        assertThat(new Entry(1, secret, Entry.NO_PREVIOUS, "").holdsSecret()).isTrue();
        assertThat(Entry.first(secret).holdsSecret()).isFalse();
        assertThat(Entry.first(secret).content().body().path("token").asText())
                .isEqualTo("(withheld)");
    }
}
