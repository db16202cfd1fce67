using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansFlex.Grains.Assets;
using OrleansFlex.Grains.Charging;
using OrleansFlex.Grains.Commands;
using OrleansFlex.Grains.Flexibility;
using OrleansFlex.Grains.Links;
using OrleansFlex.Grains.Pricing;
using OrleansFlex.Grains.Sites;
using OrleansFlex.Grains.Solar;
using OrleansFlex.Grains.Webhooks;
using OrleansFlex.Grains.Tariffs;

namespace OrleansFlex.Grains.State;

/// <summary>Grain state as JSON: explicit names, absent members left out, unknown members ignored on reading.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(SiteState))]
[JsonSerializable(typeof(AssetState))]
[JsonSerializable(typeof(ActionRecord))]
[JsonSerializable(typeof(LinkRecord))]
[JsonSerializable(typeof(PolicyState))]
[JsonSerializable(typeof(ZoneGrainState))]
[JsonSerializable(typeof(AreaPriceState))]
[JsonSerializable(typeof(AreaPriceHistoryState))]
[JsonSerializable(typeof(SegmentBookState))]
[JsonSerializable(typeof(SolarConfigurationState))]
[JsonSerializable(typeof(AreaWeatherState))]
[JsonSerializable(typeof(WebhookBookState))]
[JsonSerializable(typeof(WebhookState))]
[JsonSerializable(typeof(DeliveryHistoryState))]
[JsonSerializable(typeof(TariffState))]
[JsonSerializable(typeof(TariffMonthState))]
[JsonSerializable(typeof(TariffLedgerState))]
[JsonSerializable(typeof(TariffUseState))]
[JsonSerializable(typeof(TariffFormulaState))]
public sealed partial class GrainStateJson : JsonSerializerContext;
