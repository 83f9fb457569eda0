package dev.tidegate.stacks.wire;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.tidegate.stacks.site.Names;
import java.util.Map;
import pulumirpc.Resource.ReadResourceRequest;

/** What another stack of ours would have left behind, for those who read it. */
final class References {
    private References() {}

    static Struct of(ReadResourceRequest request) {
        String region = request.getName().replaceFirst(".*prod-", "");
        String code = new Names("prod", region).code();
        Struct.Builder outputs = Struct.newBuilder();
        Map.of(
                        "gatewayHost", code + ".elb.test.example",
                        "gatewayHostZone", "Z0000000LB",
                        "originKey", "shown-" + code,
                        "saturationAlarm", "tidegate-prod-" + code + "-saturated")
                .forEach(
                        (key, value) ->
                                outputs.putFields(
                                        code + "-" + key,
                                        Value.newBuilder().setStringValue(value).build()));
        return Struct.newBuilder()
                .putFields("name", Value.newBuilder().setStringValue(request.getId()).build())
                .putFields("outputs", Value.newBuilder().setStructValue(outputs).build())
                .putFields(
                        "secretOutputNames",
                        Value.newBuilder().setListValue(ListValue.getDefaultInstance()).build())
                .build();
    }
}
