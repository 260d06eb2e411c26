using Ledger.Tests.Api.Analytics;
using Ledger.Tests.Api.Audit;
using Ledger.Tests.Api.BadInput;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Api.Matches;
using Ledger.Tests.Api.Matching;
using Ledger.Tests.Api.Money;
using Ledger.Tests.Api.Users;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.OnEmbeddedStores;

public sealed class AccountsRouteTests(EmbeddedLedgerService service) : AccountsRouteSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class BalanceRouteTests(EmbeddedLedgerService service) : BalanceRouteSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class EventFeedTests(EmbeddedLedgerService service) : EventFeedSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class ExportTests(EmbeddedLedgerService service) : ExportSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class BatchesTests(EmbeddedLedgerService service) : BatchesSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class HoldsTests(EmbeddedLedgerService service) : HoldsSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class ConversionsTests(EmbeddedLedgerService service) : ConversionsSuite(service), IClassFixture<EmbeddedLedgerService>;
public sealed class KeyedMoneyTests(EmbeddedLedgerService service) : KeyedMoneySuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class ReversalsTests(EmbeddedLedgerService service) : ReversalsSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class StandingTests(EmbeddedLedgerService service) : StandingSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class StatementsTests(EmbeddedLedgerService service) : StatementsSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class SubmissionsTests(EmbeddedLedgerService service) : SubmissionsSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class TransfersTests(EmbeddedLedgerService service) : TransfersSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class SimilarTests(EmbeddedLedgerService service) : SimilarSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class UsersTests(EmbeddedLedgerService service) : UsersSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class MatchesTests(EmbeddedLedgerService service) : MatchesSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class AnalyticsRouteTests(EmbeddedLedgerService service) : AnalyticsRouteSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class FreshnessTests(EmbeddedLedgerService service) : FreshnessSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class HistoryRouteTests(EmbeddedLedgerService service) : HistoryRouteSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class IdempotencyTests(EmbeddedLedgerService service) : IdempotencySuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class ListsTests(EmbeddedLedgerService service) : ListsSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class MendedFaultTests(EmbeddedLedgerService service) : MendedFaultSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class RoutingTests(EmbeddedLedgerService service) : RoutingSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class TransactionsRouteTests(EmbeddedLedgerService service) : TransactionsRouteSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class RebuildTests(EmbeddedLedgerService service) : RebuildSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class BadInputTests(EmbeddedLedgerService service) : BadInputSuite(service), IClassFixture<EmbeddedLedgerService>;

public sealed class RestartTests : RestartSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class StartingPositionTests : StartingPositionSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class CrashTests : CrashSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class MetricsTests : MetricsSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class RuntimeTests : RuntimeSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class LateRatesTests : LateRatesSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class WithoutRateTests : WithoutRateSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class HeldUpReadModelTests : HeldUpReadModelSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class LagLimitTests : LagLimitSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class VerificationsTests : VerificationsSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class FeedEndTests : FeedEndSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class ArchiveCommandsTests : ArchiveCommandsSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class RebuildKillTests : RebuildKillSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class KeyedRestartTests : KeyedRestartSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class MoneyCrashTests : MoneyCrashSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class AutomaticMatchingTests : AutomaticMatchingSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class AutomaticMatchingCrashTests : AutomaticMatchingCrashSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}

public sealed class BacktestsTests : BacktestsSuite
{
    protected override LedgerStores Stores { get; } = new EmbeddedStores();
}
