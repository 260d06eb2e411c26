using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Ledger.Api.Metrics;
using Ledger.Api.Metrics.Exposition;
using Ledger.Tests.Support.Exposition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Metrics;

/// <summary>A collector, and a meter that it listens to and no other does.</summary>
internal sealed class MetricLab : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MetricCollector _collector;

    public MetricLab()
    {
        Meter = _services.GetRequiredService<IMeterFactory>().Create("Ledger");
        _collector = new(Meter, NullLogger<MetricCollector>.Instance);
        _collector.Start();
    }

    public Meter Meter { get; }

    public string Text(ExpositionFormat? format = null)
    {
        var text = new ArrayBufferWriter<byte>();
        _collector.WriteTo(text, format ?? ExpositionFormat.Text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    public ExpositionText Read() => ExpositionText.Parse(Text());

    /// <summary>The lines of the answer that have something to do with a name.</summary>
    public IEnumerable<string> Lines(string name, ExpositionFormat? format = null) =>
        Text(format).Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) || line.StartsWith($"# TYPE {name}", StringComparison.Ordinal)
            || line.StartsWith($"# HELP {name}", StringComparison.Ordinal));

    public void Dispose()
    {
        _collector.Dispose();
        _services.Dispose();
    }
}
