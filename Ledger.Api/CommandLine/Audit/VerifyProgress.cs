using System.Globalization;
using Ledger.Api.Audit;

namespace Ledger.Api.CommandLine.Audit;

/// <summary>How far a verification is: one line that is written over at a terminal, a line now and then in a file.</summary>
internal sealed class VerifyProgress(TextWriter output, bool isRedirected, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2);

    private long? _shown;

    public void Show(VerificationAnswer answer)
    {
        if (isRedirected && answer.Status == "running" && (_shown is null || time.GetElapsedTime(_shown.Value) < s_every))
        {
            _shown ??= time.GetTimestamp();
            return;
        }

        _shown = time.GetTimestamp();
        var total = answer.Total is { } known ? string.Create(CultureInfo.InvariantCulture, $" of {known:N0}") : string.Empty;
        var line = string.Create(CultureInfo.InvariantCulture, $"{answer.EventsChecked:N0}{total} events checked, {answer.EventsPerSecond:N0} a second");
        output.Write(isRedirected ? $"{line}\n" : $"\r{line}   ");
    }

    public void Dispose()
    {
        if (!isRedirected && _shown is not null)
        {
            output.WriteLine();
            _shown = null;
        }
    }
}
