using System.Text.Json;

namespace Ledger.Benchmarks.Load;

internal static class LoadReportJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write(LoadReport report, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(report, s_options));
}
