using OrleansFlex.Domain.Solar;

namespace OrleansFlex.Domain.Tests.Solar;

/// <summary>Clear sky, clouds, and what reaches a tilted plane.</summary>
public sealed class SunlightTests
{
    private const double Degree = Math.PI / 180;

    private static SolarPosition Sun(double elevation, double azimuth = 180) => new(elevation * Degree, azimuth * Degree, 1);

    [Theory]
    [InlineData(5, 48.63)]
    [InlineData(10, 135.74)]
    [InlineData(30, 487.89)]
    [InlineData(50, 778.77)]
    [InlineData(90, 1035.09)]
    public void Clear_sky_agrees_with_published_values(double elevation, double expected) =>
        ClearSky.GlobalHorizontal(Math.Sin(elevation * Degree)).ShouldBe(expected, 0.01);

    [Fact]
    public void Clouds_take_nothing_at_none_and_three_quarters_at_all()
    {
        CloudCover.Transmission(0).ShouldBe(1);
        CloudCover.Transmission(1).ShouldBe(0.25);
        CloudCover.Transmission(0.5).ShouldBe(0.929, 0.001);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.22, 0.9802)]
    [InlineData(0.5, 0.6592)]
    [InlineData(0.8, 0.165)]
    [InlineData(1, 0.165)]
    public void Diffuse_share_follows_Erbs(double clearness, double share) => Sunlight.DiffuseShare(clearness).ShouldBe(share, 0.002);

    [Fact]
    public void Beam_and_diffuse_add_up_to_the_global()
    {
        for (var elevation = 1; elevation <= 90; elevation++)
        {
            foreach (var cover in new[] { 0, 0.3, 0.7, 1 })
            {
                var sun = Sun(elevation);
                var light = Sunlight.Under(sun, cover);
                var global = ClearSky.GlobalHorizontal(Math.Sin(sun.Elevation)) * CloudCover.Transmission(cover);
                ((light.Beam * Math.Sin(sun.Elevation)) + light.Diffuse).ShouldBe(global, 1e-6);
                light.Beam.ShouldBeInRange(0, ClearSky.SolarConstant);
            }
        }
    }

    [Fact]
    public void On_a_flat_plane_the_irradiance_is_the_global_one()
    {
        foreach (var elevation in new[] { 6.0, 20, 45, 80 })
        {
            var light = new Sunlight(600, 120);
            var flat = PlaneIrradiance.Of(Sun(elevation), new ArrayPlane(new SolarArray(1, 90, 0), 50), light);
            flat.Total.ShouldBe((600 * Math.Sin(elevation * Degree)) + 120, 1e-6);
            flat.Ground.ShouldBe(0);
        }
    }

    [Fact]
    public void A_plane_that_faces_the_sun_gets_the_whole_beam_and_one_that_turns_its_back_none()
    {
        var sun = Sun(30, 150);
        PlaneIrradiance.Of(sun, new ArrayPlane(new SolarArray(1, 150, 60), 50), new Sunlight(700, 100)).Beam.ShouldBe(700, 1e-6);
        PlaneIrradiance.Of(sun, new ArrayPlane(new SolarArray(1, 330, 80), 50), new Sunlight(700, 100)).Beam.ShouldBe(0);
    }

    [Fact]
    public void Glass_passes_all_of_an_upright_beam_and_none_of_a_grazing_one()
    {
        GlassCover.Transmission(1).ShouldBe(1, 1e-9);
        GlassCover.Transmission(Math.Cos(60 * Degree)).ShouldBe(0.94, 0.02);
        GlassCover.Transmission(0).ShouldBe(0);
    }

    [Fact]
    public void Angles_that_are_not_told_face_the_equator_tilted_by_the_latitude()
    {
        var north = new ArrayPlane(new SolarArray(1, null, null), 50);
        (north.Azimuth, north.CosTilt).ShouldBe((Math.PI, Math.Cos(50 * Degree)));
        var south = new ArrayPlane(new SolarArray(1, null, null), -30);
        (south.Azimuth, south.CosTilt).ShouldBe((0, Math.Cos(30 * Degree)));
    }
}
