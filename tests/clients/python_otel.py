"""Sends GenAI spans and metrics with OpenTelemetry's Python SDK over OTLP/HTTP (protobuf).

Usage: python_otel.py ADDRESS SERVICE_NAME
"""

import sys

from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def send_spans(address: str, resource: Resource) -> None:
    provider = TracerProvider(resource=resource)
    exporter = OTLPSpanExporter(endpoint=f"{address}/v1/traces", compression=Compression.Gzip)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("crew")
    agent = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "analyst"}
    chat = {
        "gen_ai.operation.name": "chat",
        "gen_ai.system": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.prompt_tokens": 10_000,
        "gen_ai.usage.completion_tokens": 500,
    }
    with tracer.start_as_current_span("invoke_agent analyst", attributes=agent):
        for _ in range(3):
            with tracer.start_as_current_span("chat gpt-4o", attributes=chat):
                pass
    provider.shutdown()


def send_metrics(address: str, resource: Resource) -> None:
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(endpoint=f"{address}/v1/metrics"))
    provider = MeterProvider(resource=resource, metric_readers=[reader])
    histogram = provider.get_meter("crew").create_histogram("gen_ai.client.token.usage", unit="{token}")
    histogram.record(10_000, {"gen_ai.token.type": "input", "gen_ai.request.model": "gpt-4o"})
    provider.shutdown()


def main() -> None:
    address, service_name = sys.argv[1:3]
    resource = Resource.create({"service.name": service_name})
    send_spans(address, resource)
    send_metrics(address, resource)


if __name__ == "__main__":
    main()
