package dev.tidegate.stacks.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "us-east-1,use1",
        "eu-west-1,euw1",
        "ap-southeast-2,apse2",
        "ap-south-1,aps1",
        "ap-northeast-1,apne1",
        "us-gov-west-1,usgw1"
    })
    void aRegionsCodeIsShort(String region, String code) {
        assertThat(new Names("prod", region).code()).isEqualTo(code);
    }

    @Test
    void regionsThatSoundAlikeHaveCodesOfTheirOwn() {
        assertThat(
                        Stream.of(
                                        "ap-south-1",
                                        "ap-southeast-1",
                                        "ap-northeast-1",
                                        "ap-east-1",
                                        "us-east-1",
                                        "us-west-1",
                                        "ca-central-1",
                                        "eu-central-1")
                                .map(region -> new Names("prod", region).code()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBriefNameFitsABalancerAndStaysUnique() {
        Names names = new Names("productionxx", "ap-southeast-2");

        String one = names.brief("averylongname", "reactive", "one");
        String two = names.brief("averylongname", "reactive", "two");

        assertThat(one).hasSizeLessThanOrEqualTo(32).isNotEqualTo(two);
        assertThat(names.brief("chat")).isEqualTo("productionxx-apse2-chat");
    }
}
