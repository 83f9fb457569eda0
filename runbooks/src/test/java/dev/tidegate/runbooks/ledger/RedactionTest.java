package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static String withheld(String body) throws JsonProcessingException {
        return Redaction.withhold(JSON.readTree(body.replace('\'', '"')))
                .toString()
                .replace('"', '\'');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'secret':'hunter2'}",
                "{'secret':'HUNTER 2'}",
                "{'secret':'_KEY'}",
                "{'password':'HUNTER2'}",
                "{'http':[{'token':'PAGER_KEY'}]}"
            })
    void onlyWhatIsCalledSecretMayBeTheNameOfOneAndOnlyIfItCanBe(String body)
            throws JsonProcessingException {
        assertThat(withheld(body)).contains(Redaction.WITHHELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'secret':'PAGER_KEY'}",
                "{'secret':'K2'}",
                "{'token':17,'password':null}",
                "{'password':{'env':'PGPASSWORD'}}",
                "['fine',2,true]"
            })
    void whatIsNoSecretIsKept(String body) throws JsonProcessingException {
        assertThat(withheld(body)).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'sk-0123456789abcdef' | '(withheld)'",
                "['fine','sk-0123456789abcdef'] | ['fine','(withheld)']",
                "{'why':{'said':'it was sk-0123456789abcdef'}} | {'why':{'said':'(withheld)'}}"
            })
    void whatLooksLikeASecretIsWithheldWhereverItStands(String body, String kept)
            throws JsonProcessingException {
        assertThat(withheld(body)).isEqualTo(kept);
    }
}
