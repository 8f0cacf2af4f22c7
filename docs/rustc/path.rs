// SPDX-License-Identifier: MIT
// As the case of the same name in compile_fail/catalogue/.
use std::rc::Rc;
use std::thread;

pub struct Texture {
    pub pixels: Rc<String>,
}
pub struct Material {
    pub name: String,
    pub texture: Texture,
}
pub struct Mesh {
    pub points: Vec<f32>,
    pub material: Material,
}
pub struct Scene {
    pub id: i32,
    pub mesh: Mesh,
}

pub fn path(scene: Scene) {
    thread::spawn(move || drop(scene));
}
