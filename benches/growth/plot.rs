//! The figures as a picture: four panels, both axes by powers of ten.

use super::measure::Figures;

/// The size of a panel's plot, and the room around it.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 52.0;
const TOP: f64 = 40.0;
const BELOW: f64 = 40.0;

/// The colours of the lines, by turns.
const COLOURS: &[&str] = &["#2563eb", "#d97706"];

/// What a line shows of the figures of a size, and its name.
type Line<'f> = (&'static str, Box<dyn Fn(&Figures) -> f64 + 'f>);

/// A panel: its title, and its lines.
struct Panel<'f> {
    title: &'static str,
    lines: Vec<Line<'f>>,
}

/// Draws the figures of all sizes.
pub fn plot(figures: &[Figures]) -> String {
    let panels = [
        Panel { title: "build, seconds", lines: vec![("build", Box::new(|one| one.seconds))] },
        Panel {
            title: "megabytes",
            lines: vec![("index", Box::new(|one| one.index / 1e6)), ("memory of the build", Box::new(|one| one.memory / 1e6))],
        },
        Panel { title: "whole process, ms", lines: vec![("p50", Box::new(|one| one.cold))] },
        Panel { title: "query, ms", lines: vec![("p50", Box::new(|one| one.p50)), ("p99", Box::new(|one| one.p99))] },
    ];
    let (across, down) = (LEFT + WIDTH + 20.0, TOP + HEIGHT + BELOW);
    let drawn: String = panels
        .iter()
        .enumerate()
        .map(|(number, panel)| {
            let (left, top) = ((number % 2) as f64 * across, (number / 2) as f64 * down);
            format!("<g transform=\"translate({left} {top})\">\n{}</g>\n", panel.draw(figures))
        })
        .collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{drawn}</svg>\n",
        w = 2.0 * across,
        h = 2.0 * down
    )
}

/// The powers of ten around values.
fn decades(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (least, most) = values.fold((f64::INFINITY, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
    let low = least.max(1e-3).log10().floor();
    (low, most.max(1e-3).log10().ceil().max(low + 1.0))
}

impl Panel<'_> {
    fn draw(&self, figures: &[Figures]) -> String {
        let wide = decades(figures.iter().map(|one| one.passages));
        let high = decades(self.lines.iter().flat_map(|(_, value)| figures.iter().map(value)));
        let x = |passages: f64| LEFT + WIDTH * (passages.log10() - wide.0) / (wide.1 - wide.0);
        let y = |value: f64| TOP + HEIGHT * (1.0 - (value.max(1e-3).log10() - high.0) / (high.1 - high.0));
        let mut text = format!("<text x=\"{LEFT}\" y=\"16\" font-size=\"13\" font-weight=\"bold\">{}</text>\n", self.title);
        for power in wide.0 as i32..=wide.1 as i32 {
            let at = x(10_f64.powi(power));
            text += &format!("<path d=\"M{at:.1} {TOP}v{HEIGHT}\" stroke=\"#e5e7eb\"/>");
            text += &format!(
                "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
                TOP + HEIGHT + 16.0,
                short(10_f64.powi(power))
            );
        }
        for power in high.0 as i32..=high.1 as i32 {
            let at = y(10_f64.powi(power));
            text += &format!("<path d=\"M{LEFT} {at:.1}h{WIDTH}\" stroke=\"#e5e7eb\"/>");
            text += &format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
                LEFT - 6.0,
                at + 4.0,
                short(10_f64.powi(power))
            );
        }
        for (number, (name, value)) in self.lines.iter().enumerate() {
            let colour = COLOURS[number % COLOURS.len()];
            let points: Vec<_> = figures.iter().map(|one| format!("{:.1},{:.1}", x(one.passages), y(value(one)))).collect();
            text += &format!("<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>", points.join(" "));
            for one in figures {
                text += &format!("<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{colour}\"/>", x(one.passages), y(value(one)));
            }
            let place = LEFT + 8.0 + 120.0 * number as f64;
            text += &format!("\n<text x=\"{place}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>\n", TOP - 8.0);
        }
        text + &format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">passages</text>\n",
            LEFT + WIDTH / 2.0,
            TOP + HEIGHT + 32.0
        )
    }
}

fn short(value: f64) -> String {
    match value {
        1e6.. => format!("{}M", value / 1e6),
        1e3.. => format!("{}k", value / 1e3),
        _ => format!("{value}"),
    }
}
