package dev.tidegate.autoscaler.serve.keda;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** KEDA's public {@code externalscaler.proto}, built with the protobuf library. */
final class KedaSchema {
    private static final FileDescriptor FILE = file();
    private static final Map<String, List<String>> METHODS =
            Map.of(
                    "IsActive", List.of("ScaledObjectRef", "IsActiveResponse"),
                    "StreamIsActive", List.of("ScaledObjectRef", "IsActiveResponse"),
                    "GetMetricSpec", List.of("ScaledObjectRef", "GetMetricSpecResponse"),
                    "GetMetrics", List.of("GetMetricsRequest", "GetMetricsResponse"));

    static DynamicMessage ref(String name, Map<String, String> metadata) {
        Descriptor type = FILE.findMessageTypeByName("ScaledObjectRef");
        Descriptor pair = type.findNestedTypeByName("ScalerMetadataEntry");
        DynamicMessage.Builder ref =
                DynamicMessage.newBuilder(type)
                        .setField(type.findFieldByName("name"), name)
                        .setField(type.findFieldByName("namespace"), "default");
        metadata.forEach(
                (key, value) ->
                        ref.addRepeatedField(
                                type.findFieldByName("scalerMetadata"),
                                DynamicMessage.newBuilder(pair)
                                        .setField(pair.findFieldByName("key"), key)
                                        .setField(pair.findFieldByName("value"), value)
                                        .build()));
        return ref.build();
    }

    static DynamicMessage metricsRequest(DynamicMessage ref, String metric) {
        Descriptor type = FILE.findMessageTypeByName("GetMetricsRequest");
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("scaledObjectRef"), ref)
                .setField(type.findFieldByName("metricName"), metric)
                .build();
    }

    static Object field(DynamicMessage message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    /** The first message of a repeated field. */
    static DynamicMessage first(DynamicMessage message, String name) {
        return (DynamicMessage)
                message.getRepeatedField(message.getDescriptorForType().findFieldByName(name), 0);
    }

    static MethodDescriptor<DynamicMessage, DynamicMessage> method(String name, MethodType type) {
        List<String> types = METHODS.get(name);
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type)
                .setFullMethodName("externalscaler.ExternalScaler/" + name)
                .setRequestMarshaller(new Wire(FILE.findMessageTypeByName(types.get(0))))
                .setResponseMarshaller(new Wire(FILE.findMessageTypeByName(types.get(1))))
                .build();
    }

    private record Wire(Descriptor type) implements Marshaller<DynamicMessage> {
        @Override
        public InputStream stream(DynamicMessage value) {
            return new ByteArrayInputStream(value.toByteArray());
        }

        @Override
        public DynamicMessage parse(InputStream stream) {
            try {
                return DynamicMessage.parseFrom(type, stream);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("no " + type.getName(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static FileDescriptor file() {
        DescriptorProto metadata =
                message("ScalerMetadataEntry", text("key", 1), text("value", 2)).toBuilder()
                        .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                        .build();
        String ref = ".externalscaler.ScaledObjectRef";
        FileDescriptorProto file =
                FileDescriptorProto.newBuilder()
                        .setName("externalscaler.proto")
                        .setPackage("externalscaler")
                        .setSyntax("proto3")
                        .addMessageType(
                                message(
                                                "ScaledObjectRef",
                                                text("name", 1),
                                                text("namespace", 2),
                                                many(
                                                        "scalerMetadata",
                                                        3,
                                                        ref + ".ScalerMetadataEntry"))
                                        .toBuilder()
                                        .addNestedType(metadata))
                        .addMessageType(
                                message(
                                        "IsActiveResponse",
                                        plain("result", 1, FieldDescriptorProto.Type.TYPE_BOOL)))
                        .addMessageType(metric("MetricSpec", "targetSize"))
                        .addMessageType(metric("MetricValue", "metricValue"))
                        .addMessageType(
                                message(
                                        "GetMetricSpecResponse",
                                        many("metricSpecs", 1, ".externalscaler.MetricSpec")))
                        .addMessageType(
                                message(
                                        "GetMetricsRequest",
                                        plain(
                                                        "scaledObjectRef",
                                                        1,
                                                        FieldDescriptorProto.Type.TYPE_MESSAGE)
                                                .toBuilder()
                                                .setTypeName(ref)
                                                .build(),
                                        text("metricName", 2)))
                        .addMessageType(
                                message(
                                        "GetMetricsResponse",
                                        many("metricValues", 1, ".externalscaler.MetricValue")))
                        .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DescriptorProto metric(String name, String number) {
        return message(
                name,
                text("metricName", 1),
                plain(number, 2, FieldDescriptorProto.Type.TYPE_INT64),
                plain(number + "Float", 3, FieldDescriptorProto.Type.TYPE_DOUBLE));
    }

    private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
        return DescriptorProto.newBuilder().setName(name).addAllField(List.of(fields)).build();
    }

    private static FieldDescriptorProto text(String name, int number) {
        return plain(name, number, FieldDescriptorProto.Type.TYPE_STRING);
    }

    private static FieldDescriptorProto plain(
            String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    private static FieldDescriptorProto many(String name, int number, String type) {
        return plain(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                .setTypeName(type)
                .build();
    }

    private KedaSchema() {}
}
