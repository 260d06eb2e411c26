using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Ledger.Api.Matching.Automatic;
using Ledger.Api.Metrics.Aggregation;
using Ledger.Api.Rates;
using Ledger.Api.Transactions;
using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Audit.Continuous;
using Ledger.Projections.Engine;
using Ledger.Projections.Metrics;
using Ledger.Tests.Deployment;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Metrics;

public sealed partial class MetricsDocumentTests
{
    [Fact]
    public void The_documentation_lists_every_metric_of_the_ledger_and_no_other()
    {
        using var lab = new MetricLab();
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // Other tests make instruments of this meter for themselves, whose names do not begin like those of the ledger.
                if (instrument.Meter.Name == LedgerMeter.Name && instrument.Name.StartsWith("ledger.", StringComparison.Ordinal))
                {
                    lock (names)
                    {
                        names.Add(NameOf(instrument));
                    }
                }
            },
        };
        var events = new InMemoryEventStore();
        using var host = new ProjectionHost(events, EventSerializer.Default, [], StreamFilter.All, TimeProvider.System, NullLogger.Instance);
        _ = new ProjectionRunner(new AccountsProjection(), null!, Guid.Empty, TimeProvider.System, NullLogger.Instance);
        _ = new ProjectionGauges(lab.Meter, host, events);
        MailboxGauges.Create(lab.Meter, () => default);
        _ = AuditMeter.Drifts;
        _ = new SubmissionBacklog(lab.Meter, 1);
        _ = new RatesMeter(lab.Meter, new(Currency.Parse("EUR"), RateTable.Empty), TimeProvider.System);
        _ = new MatchingMeter(lab.Meter, new(MatchingMode.Record, host, TimeProvider.System));
        listener.Start();

        var documented = Row().Matches(RepositoryFiles.Read("docs/operations.md")).Select(row => row.Groups["name"].Value).ToList();
        documented.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(names);
    }

    private static string NameOf(Instrument instrument) => new Families(1).Of(instrument)!.Name.Sample;

    [GeneratedRegex("^[|] `(?<name>ledger_[a-z_]+)` [|]", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();
}
