package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class AwsErrorsTest {
    @ParameterizedTest
    @CsvSource({
        // services of different age say the same with different codes and statuses
        "403, ExpiredToken",
        "400, ExpiredTokenException",
        "403, InvalidClientTokenId",
        "400, UnrecognizedClientException",
        "403, SignatureDoesNotMatch",
        "400, RequestExpired",
        "403, AccessDenied",
        "400, AccessDeniedException",
        "403, UnauthorizedOperation",
    })
    void badCredentialsAndMissingPermissionsAreDenied(int status, String code) {
        AwsServiceException answer = answer(status, code, "no");

        assertThat(AwsErrors.ofRead(answer).reason()).isEqualTo(Failure.DENIED);
        assertThat(AwsErrors.ofWrite(answer)).isInstanceOf(Outcome.Permanent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, LimitExceeded",
        "400, VcpuLimitExceeded",
        "402, ServiceQuotaExceededException",
    })
    void aQuotaIsNoWrongValueAndHasARemedyOfItsOwn(int status, String code) {
        Outcome outcome =
                AwsErrors.ofWrite(answer(status, code, "Launch configurations: 200 of 200"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(Failure.QUOTA);
                            assertThat(refused.detail()).contains(code, "200 of 200");
                        });
        assertThat(Failure.QUOTA.remedy()).contains("higher", "bounds.max");
    }

    @Test
    void theServicesOwnWordsAreToldWithoutTheSdks() {
        String words = "User: arn:aws:iam::1:user/x is not authorized to perform: autoscaling:Y";

        Unreadable told = AwsErrors.ofRead(answer(403, "AccessDenied", words));

        assertThat(told.detail()).isEqualTo("AccessDenied: " + words + " (request 1-2)");
    }

    @Test
    void noCredentialsAreToldInOneSentence() {
        SdkClientException none =
                SdkClientException.create(
                        "Unable to load credentials from any of the providers in the chain …");

        Unreadable told = AwsErrors.ofRead(none);

        assertThat(told.reason()).isEqualTo(Failure.DENIED);
        assertThat(told.detail()).contains("AWS_ACCESS_KEY_ID").doesNotContain("chain");
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        SdkClientException unknown =
                SdkClientException.create(
                        "Received an UnknownHostException when attempting to interact with a service. See cause …",
                        new UnknownHostException("autoscaling.us-east-9.amazonaws.com"));

        Unreadable told = AwsErrors.ofRead(unknown);

        assertThat(told.reason()).isEqualTo(Failure.UNREACHABLE);
        assertThat(told.detail()).isEqualTo("no such host: autoscaling.us-east-9.amazonaws.com");
    }

    private static AwsServiceException answer(int status, String code, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .requestId("1-2")
                .message("(Service: X, Status Code: " + status + ") (SDK Attempt Count: 1)")
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build();
    }
}
