package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each made-up secret is put together here, so that no scanner takes this file for a leak. */
final class SecretDetectorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key AKIA" + "IOSFODNN7EXAMPLE.",
                "ASIA" + "IOSFODNN7EXAMPLE",
                "xoxb-" + "1234567890-abc",
                "ghp_" + "0123456789abcdefghij",
                "sk-" + "0123456789abcdef",
                "Authorization: Bearer " + "0123456789abcdef",
                "Basic " + "dXNlcjpwYXNzd29yZA==",
                "-----BEGIN RSA " + "PRIVATE KEY-----",
                "postgres://ana:hunter2" + "@db/ledger",
                "redis://:hunter2" + "@10.0.0.1",
                "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0.x"
            })
    void whatLooksLikeASecretIsOne(String text) {
        assertThat(SecretDetector.containsSecret(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AKIA is how a key begins",
                "https://gateway:8080/admin@v2",
                "Bearer of bad news",
                "ask-0123456789abcdef",
                "max_tokens 512"
            })
    void whatDoesNotIsNone(String text) {
        assertThat(SecretDetector.containsSecret(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWORD",
                "api-key",
                "API.Key",
                "routing_secret",
                "authToken"
            })
    void aNameThatPromisesASecretIsKnownInAnySpelling(String name) {
        assertThat(SecretDetector.isSecretName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tokens", "max_tokens", "secretary", "key", "passwords_changed_at"})
    void aNameThatOnlyResemblesOneIsNot(String name) {
        assertThat(SecretDetector.isSecretName(name)).isFalse();
    }
}
