package dev.tidegate.stacks.wire;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import pulumirpc.Resource.ReadResourceRequest;

/** What another stack of ours would have left behind, for those who read it. */
final class References {
    private References() {}

    static Struct of(ReadResourceRequest request) {
        Struct.Builder outputs = Struct.newBuilder();
        return Struct.newBuilder()
                .putFields("name", Value.newBuilder().setStringValue(request.getId()).build())
                .putFields("outputs", Value.newBuilder().setStructValue(outputs).build())
                .putFields(
                        "secretOutputNames",
                        Value.newBuilder()
                                .setListValue(com.google.protobuf.ListValue.getDefaultInstance())
                                .build())
                .build();
    }
}
